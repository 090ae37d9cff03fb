import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Agent, type Dispatcher } from 'undici';
import { describe, expect, it } from 'vitest';
import { createWixClient } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import { pemOfCertificate, pemOfKey, rsaKeys } from '../support/certificates.ts';
import { accountId, failureOfCall, outcomeOf, readThing, writeThing } from './local-server.ts';

const key = new ApiKey('IST.header.payload.signature');
const input = { accountId, params: { thing: 'a' } };
const written = { accountId, body: { name: 'a' } };

/** An agent that notes what it is asked for and whose connections do as they are told. */
function agentThat(connect: NonNullable<Agent.Options['connect']>) {
  const seen: string[] = [];
  const agent = new Agent({ connect });
  const dispatcher = agent.compose((dispatch) => (options: Dispatcher.DispatchOptions, handler) => {
    seen.push(options.path);
    return dispatch(options, handler);
  });
  return { dispatcher, seen };
}

const refusing = (error: Partial<NodeJS.ErrnoException>) =>
  agentThat((_options, callback) => callback(Object.assign(new Error('no'), error), null));

describe('a connection that does not come to stand', () => {
  it.each([
    { code: 'ECONNREFUSED', syscall: 'connect' },
    { code: 'EMFILE', syscall: 'connect' },
    { code: 'EAI_FAIL', syscall: 'getaddrinfo' },
    { code: 'UND_ERR_CONNECT_TIMEOUT' },
  ])('sends nothing, so that writes are made again too: $code', async (error) => {
    const { dispatcher, seen } = refusing(error);
    const client = createWixClient({ origin: 'http://wix.test', dispatcher, retry: { random: () => 0 } });
    const failure = await failureOfCall(client.session({ key }).call(writeThing, written));
    expect(outcomeOf(failure)).toEqual({ failure: 'unavailable', notSent: true });
    expect(seen).toHaveLength(3);
  });

  it('sends nothing when every address fails', async () => {
    const parts = [1, 2].map(() => Object.assign(new Error('no'), { code: 'ETIMEDOUT', syscall: 'connect' }));
    const { dispatcher } = agentThat((_options, callback) => callback(new AggregateError(parts), null));
    const client = createWixClient({ origin: 'http://wix.test', dispatcher, retry: { maxRetries: 0 } });
    const failure = await failureOfCall(client.session({ key }).call(writeThing, written));
    expect(outcomeOf(failure)).toEqual({ failure: 'unavailable', notSent: true });
  });

  it('does not keep an answer waiting beyond its time', async () => {
    const { dispatcher } = agentThat(() => {});
    const client = createWixClient({ origin: 'http://wix.test', dispatcher, callTimeoutMs: 30 });
    const failure = await failureOfCall(client.session({ key }).call(readThing, input));
    expect(outcomeOf(failure)).toEqual({ failure: 'timeout', notSent: false });
  });

  it('is not tried again where the certificate is not accepted or the port speaks no TLS', async () => {
    const keys = rsaKeys();
    const tls = createTlsServer({
      key: pemOfKey(keys),
      cert: pemOfCertificate(keys, { domainNames: ['localhost'] }),
    });
    const plain = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    for (const server of [tls, plain]) {
      let connections = 0;
      server.on('connection', () => {
        connections += 1;
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const client = createWixClient({ origin: `https://localhost:${(server.address() as AddressInfo).port}` });
      const failure = await failureOfCall(client.session({ key }).call(readThing, input));
      expect(outcomeOf(failure)).toEqual({ failure: 'unavailable', notSent: true });
      expect(connections).toBe(1);
      await client.close();
      server.close();
    }
  });
});
