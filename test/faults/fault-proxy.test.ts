import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import type { Toxic } from './toxics.ts';

/** Answers everything it hears with `<` and `>` around it, and keeps what it heard. */
let server: Server;
let heard: string;
let sockets: Socket[];
let proxy: FaultProxy;

beforeEach(async () => {
  heard = '';
  sockets = [];
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      heard += chunk.toString();
      socket.write(`<${chunk.toString()}>`);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await startFaultProxy({ target: { port: (server.address() as AddressInfo).port }, seed: 7 });
});

afterEach(async () => {
  await proxy.close();
  for (const socket of sockets) socket.destroy();
  server.close();
});

class Client {
  readonly socket: Socket;
  readonly chunks: { text: string; at: number }[] = [];
  /** How the connection ended: `end`, or the code of an error. */
  ending: string | undefined;
  readonly #changed: (() => void)[] = [];

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const note = () => {
      for (const resume of this.#changed.splice(0)) resume();
    };
    this.socket.on('data', (chunk) => {
      this.chunks.push({ text: chunk.toString(), at: performance.now() });
      note();
    });
    this.socket.on('error', (error: NodeJS.ErrnoException) => {
      this.ending = error.code ?? error.message;
      note();
    });
    this.socket.on('end', () => {
      this.ending ??= 'end';
      note();
    });
  }

  get text(): string {
    return this.chunks.map(({ text }) => text).join('');
  }

  async until(isSo: (client: Client) => boolean): Promise<void> {
    while (!isSo(this)) await new Promise<void>((resolve) => this.#changed.push(resolve));
  }

  say(text: string): this {
    this.socket.write(text);
    return this;
  }
}

async function client(): Promise<Client> {
  const opened = new Client(proxy.port);
  await once(opened.socket, 'connect');
  return opened;
}

/** What a client sees that says `abcdef` once to a spoiled server: until the whole answer is there, or the end. */
async function tried(toxic: Toxic): Promise<Client> {
  proxy.add(toxic);
  const one = await client();
  one.say('abcdef');
  await one.until(({ text, ending }) => text === '<abcdef>' || ending !== undefined);
  one.socket.destroy();
  return one;
}

describe('the fault proxy', () => {
  it('carries bytes both ways, and counts connections and exchanges', async () => {
    const one = await client();
    await one.say('one').until(({ text }) => text === '<one>');
    await one.say('two').until(({ text }) => text === '<one><two>');
    expect(proxy.seen).toEqual({ connections: 1, exchanges: 2, struck: 0 });
    expect(proxy.openConnections).toBe(1);
    const closed = once(sockets[0] as Socket, 'close');
    one.socket.end();
    await closed;
  });

  it('passes the end of either side on', async () => {
    const one = await client();
    await one.say('x').until(({ text }) => text === '<x>');
    sockets[0]?.end();
    await one.until(({ ending }) => ending !== undefined);
    expect(one.ending).toBe('end');
  });

  it('delays bytes, by a random part more', async () => {
    const from = performance.now();
    const one = await tried({ kind: 'latency', delayMs: 40, jitterMs: 20 });
    expect((one.chunks[0]?.at ?? 0) - from).toBeGreaterThanOrEqual(39);
  });

  it('limits the bandwidth', async () => {
    const from = performance.now();
    await tried({ kind: 'bandwidth', bytesPerSecond: 200 });
    // 8 bytes at 200 in a second.
    expect(performance.now() - from).toBeGreaterThanOrEqual(35);
  });

  it('slices bytes into pieces with pauses', async () => {
    const one = await tried({ kind: 'slicer', sliceBytes: 3, pauseMs: 15 });
    expect(one.chunks.map(({ text }) => text)).toEqual(['<ab', 'cde', 'f>']);
  });

  it('slices what goes up too', async () => {
    proxy.add({ kind: 'slicer', sliceBytes: 2, pauseMs: 15, direction: 'up' });
    const one = await client();
    await one.say('abcd').until(({ text }) => text === '<ab><cd>');
  });

  it.each([
    ['reset', 0, '', 'ECONNRESET'],
    ['reset', 3, '<ab', 'ECONNRESET'],
    ['truncate', 0, '', 'end'],
    ['truncate', 3, '<ab', 'end'],
  ] as const)('%s after %d bytes of the answer', async (kind, afterBytes, text, ending) => {
    const one = await tried({ kind, afterBytes });
    expect([one.text, one.ending]).toEqual([text, ending]);
    expect(heard).toBe('abcdef');
  });

  it.each([
    [0, ''],
    [4, 'abcd'],
  ] as const)('resets after %d bytes of the request', async (afterBytes, reached) => {
    const one = await tried({ kind: 'reset', afterBytes, direction: 'up' });
    expect(one.ending).toBe('ECONNRESET');
    expect(heard).toBe(reached);
  });

  it('hangs after some bytes, and keeps the connection', async () => {
    proxy.add({ kind: 'hang', afterBytes: 3 });
    const hung = await client();
    await hung.say('abcdef').until(({ text }) => text === '<ab');
    proxy.clear();
    hung.say('more');
    const other = await client();
    await other.say('x').until(({ text }) => text === '<x>');
    expect([hung.text, hung.ending, heard]).toEqual(['<ab', undefined, 'abcdefx']);
    hung.socket.destroy();
  });

  it('hangs before a byte of the request reaches the server', async () => {
    proxy.add({ kind: 'hang', direction: 'up', times: 1 });
    const hung = await client();
    hung.say('lost');
    const other = await client();
    await other.say('x').until(({ text }) => text === '<x>');
    expect([hung.text, heard]).toEqual(['', 'x']);
    hung.socket.destroy();
  });

  it('answers in place of the server', async () => {
    proxy.add({ kind: 'answer', bytes: Buffer.from('own'), times: 1 });
    const one = await client();
    await one.say('abc').until(({ text }) => text === 'own');
    proxy.add({ kind: 'answer', bytes: () => [Buffer.from('a'), Buffer.from('b')], ends: true, times: 1 });
    await one.say('abc').until(({ ending }) => ending !== undefined);
    expect([one.text, one.ending, heard]).toEqual(['ownab', 'end', '']);
  });

  it('lets the server hear a request and replaces its answer', async () => {
    proxy.add({ kind: 'replace', bytes: Buffer.from('own'), times: 1 });
    const one = await client();
    await one.say('abc').until(({ text }) => text === 'own');
    await one.say('def').until(({ text }) => text === 'own<def>');
    expect(heard).toBe('abcdef');
  });

  it('ends a connection that is idle after an answer', async () => {
    proxy.add({ kind: 'idleEnd', idleMs: 10 });
    const one = await client();
    await one.say('x').until(({ ending }) => ending !== undefined);
    expect([one.text, one.ending]).toEqual(['<x>', 'end']);
  });

  it('strikes so many exchanges, also on one connection', async () => {
    proxy.add({ kind: 'answer', bytes: Buffer.from('own'), times: 2 });
    const one = await client();
    await one.say('1').until(({ text }) => text === 'own');
    await one.say('2').until(({ text }) => text === 'ownown');
    await one.say('3').until(({ text }) => text === 'ownown<3>');
  });

  it('strikes only what begins as it is told', async () => {
    proxy.add({ kind: 'answer', bytes: Buffer.from('own'), match: /^GET \/a / });
    const one = await client();
    await one.say('GET /b ').until(({ text }) => text === '<GET /b >');
    await one.say('GET /a ').until(({ text }) => text === '<GET /b >own');
    expect(proxy.seen.struck).toBe(1);
  });

  it('draws the same exchanges from the same seed', async () => {
    const draws = async () => {
      const target = { port: (server.address() as AddressInfo).port };
      const other = await startFaultProxy({ target, seed: 42 });
      other.add({ kind: 'answer', bytes: Buffer.from('!'), chance: 0.5 });
      const one = new Client(other.port);
      await once(one.socket, 'connect');
      for (let count = 1; count <= 20; count += 1) {
        await one.say('.').until(({ chunks }) => chunks.length === count);
      }
      await other.close();
      return one.text;
    };
    const first = await draws();
    expect(first).toContain('!');
    expect(first).toContain('<.>');
    expect(await draws()).toBe(first);
  });

  it('freezes what is open, and lets new connections through', async () => {
    const one = await client();
    await one.say('1').until(({ text }) => text === '<1>');
    proxy.freeze();
    one.say('2');
    const other = await client();
    await other.say('3').until(({ text }) => text === '<3>');
    expect([one.text, one.ending, heard]).toEqual(['<1>', undefined, '13']);
    one.socket.destroy();
  });

  it('refuses connections, and accepts them again on the same port', async () => {
    const one = await client();
    await one.say('1').until(({ text }) => text === '<1>');
    await proxy.refuse();
    const refused = connect(proxy.port, '127.0.0.1');
    const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
    await proxy.accept();
    const other = await client();
    await other.say('2').until(({ text }) => text === '<2>');
    expect(proxy.openConnections).toBe(1);
  });
});
