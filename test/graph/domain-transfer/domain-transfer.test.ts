import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDomainTransferCheck } from '../../../src/graph/domain-transfer/model.ts';
import { WixError } from '../../../src/wix/error.ts';
import { useGraph } from '../../support/graph.ts';

const check = (name: string) => `{ domainTransferCheck(name: "${name}") { name isTransferable violations } }`;

describe('whether a domain can be transferred', () => {
  const graph = useGraph();
  const { calls, faults, accountId } = graph.sandbox;

  it('is asked for with a POST that changes nothing', async () => {
    const before = structuredClone(graph.sandbox.state);
    const { data, errors, calls: made } = await graph.ask(check('Bakery.com'));
    expect(errors).toBeUndefined();
    expect(data.domainTransferCheck).toEqual({ name: 'bakery.com', isTransferable: true, violations: [] });
    expect(made).toEqual({ 'Validate Domain Transferability': 1 });
    expect(calls.entries()).toMatchObject([
      {
        method: 'POST',
        path: '/premium/domains/v1/transfer-in-domains/bakery.com/validate-transferability',
        accountId,
      },
    ]);
    expect(graph.sandbox.state).toEqual(before);
  });

  it('is told with what stands in the way', async () => {
    const { data } = await graph.ask(check('a.nowhere'));
    expect(data.domainTransferCheck).toEqual({
      name: 'a.nowhere',
      isTransferable: false,
      violations: ['SANDBOX_TLD_NOT_SUPPORTED', 'SANDBOX_PREMIUM_DOMAIN', 'SANDBOX_NOT_REGISTERED'],
    });
  });

  it.each(['www.bakery.com', 'co.uk'])('is not asked for %s', async (name) => {
    const { errors, calls: made } = await graph.ask(check(name));
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'name' } }]);
    expect(made).toEqual({});
  });

  it('is asked in the account that is named', async () => {
    const { errors } = await graph.ask('{ domainTransferCheck(name: "bakery.com", accountId: "x") { name } }');
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'accountId' } }]);
  });

  it.each([
    [{ kind: 'status', status: 500 }, 'UPSTREAM_UNAVAILABLE'],
    [{ kind: 'status', status: 403 }, 'FORBIDDEN'],
    [{ kind: 'body', body: {} }, 'UPSTREAM_INVALID_RESPONSE'],
    [{ kind: 'body', body: { validationResult: { id: 'other.com', violations: [] } } }, 'UPSTREAM_INVALID_RESPONSE'],
  ] as const)('is null alone when Wix answers %j', async (fault, code) => {
    faults.inject({ ...fault, operation: 'Validate Domain Transferability' });
    const { data, errors } = await graph.ask(`{ ${check('bakery.com').slice(1, -1)} account { name } }`);
    expect(data).toEqual({ domainTransferCheck: null, account: { name: 'Northwind Studio' } });
    expect(errors).toMatchObject([{ path: ['domainTransferCheck'], extensions: { code } }]);
  });
});

describe('a transfer check', () => {
  const read = (violations: unknown) => toDomainTransferCheck({ id: 'A.com', violations }, 'a.com').violations;

  it.each([[undefined], [null], [[]]])('finds nothing in the way where Wix sends %j', (violations) => {
    expect(read(violations)).toEqual([]);
  });

  it('overlooks no violation, whatever its form', () => {
    expect(read(['NAMED', '', { code: 'X' }, null])).toEqual(['NAMED', '""', '{"code":"X"}', 'null']);
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), (violations) => {
        expect(read(violations)).toHaveLength(violations.length);
      }),
    );
  });

  it.each([['x'], [{}], [7], [true]])('is refused where the violations are %j', (violations) => {
    expect(() => read(violations)).toThrow(WixError);
  });

  it.each([[undefined], [null], [{}], [{ id: 'b.com' }], ['x']])('is refused when it is %j', (raw) => {
    expect(() => toDomainTransferCheck(raw, 'a.com')).toThrow(WixError);
  });
});
