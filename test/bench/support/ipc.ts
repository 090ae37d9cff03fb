import type { ChildProcess } from 'node:child_process';

interface Question {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}

interface Reply {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** What a process does when its parent asks it to, by name. */
export type Answers = Readonly<Record<string, (argument: never) => unknown>>;

/** Answers the parent's questions, and ends this process with its parent's. Questions of other names are left to other listeners. */
export function answerParent(answers: Answers): void {
  process.on('message', async ({ id, name, argument }: Question) => {
    const answer = answers[name];
    if (answer === undefined) return;
    let reply: Reply;
    try {
      reply = { id, value: await answer(argument as never) };
    } catch (error) {
      reply = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    process.send?.(reply);
  });
  process.once('disconnect', () => process.exit());
}

let questions = 0;

/** Asks a child process, and answers what it replied. Rejects when it could not answer, or ended before it did. */
export function ask<T>(child: ChildProcess, name: string, argument?: unknown): Promise<T> {
  questions += 1;
  const id = questions;
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const onReply = (reply: Reply) => {
    if (reply.id !== id) return;
    if (reply.error === undefined) resolve(reply.value as T);
    else reject(new Error(reply.error));
  };
  const onExit = () => reject(new Error(`The process ended before it answered "${name}".`));
  child.on('message', onReply).once('exit', onExit);
  child.send({ id, name, argument } satisfies Question);
  return promise.finally(() => child.off('message', onReply).off('exit', onExit));
}
