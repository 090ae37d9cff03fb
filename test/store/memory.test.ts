import { MemoryRecords } from '../../src/store/memory-records.ts';
import { describeRecords } from './conformance.ts';

describeRecords('in memory', {
  records: async (processes, leaseMs) => Array(processes).fill(new MemoryRecords({ leaseMs })),
  small: async () => {
    const bytes = 1_000_000;
    const of = (records: number) => ({ records, bytes });
    return new MemoryRecords({ budgets: { all: of(100), owner: of(3), unproven: of(2) } });
  },
});
