import { describe, expect, it } from 'vitest';
import { patient } from '../../../src/program/cli/patient.ts';

const limited = (retryAfterMs?: number) => ({
  message: 'There were too many requests to Wix. Try again later.',
  extensions: { code: 'RATE_LIMITED', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
});

describe('asking with patience', () => {
  const askThrough = async (...answers: readonly { data?: unknown; errors?: readonly unknown[] }[]) => {
    const [asked, waited]: [unknown[], number[]] = [[], []];
    const ask = patient(
      async (variables) => {
        asked.push(variables);
        return answers[asked.length - 1] ?? answers[answers.length - 1] ?? {};
      },
      async (ms) => waited.push(ms),
    );
    return { answer: await ask({ after: 'x' }), asked, waited };
  };

  it('takes a whole answer as it is, and one with errors of another kind', async () => {
    const fine = { data: { account: null } };
    expect(await askThrough(fine)).toEqual({ answer: fine, asked: [{ after: 'x' }], waited: [] });
    const down = { errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }, {}] };
    expect(await askThrough(down)).toMatchObject({ answer: down, waited: [] });
  });

  it('asks the same once more when the longest time that was named is over', async () => {
    const partial = { data: {}, errors: [limited(2_000), limited(59_000), limited()] };
    const { answer, asked, waited } = await askThrough(partial, { errors: [limited()] }, { data: 1 });
    expect([answer, waited]).toEqual([{ data: 1 }, [59_000, 10_000]]);
    expect(asked).toEqual([{ after: 'x' }, { after: 'x' }, { after: 'x' }]);
  });

  it('gives up after three times', async () => {
    const never = { errors: [limited(1)] };
    expect(await askThrough(never)).toMatchObject({ answer: never, waited: [1, 1, 1] });
  });
});
