import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { selfSigned } from '../../../test/support/certificate.js';
import { type Answer, Receiver } from '../../../test/support/receiver.js';
import { EgressClient, type EgressRequest, type EgressSeams } from './egress-client.js';
import type { ResolveAll } from './guarded-lookup.js';

const LOCAL = { allowedNetworks: ['127.0.0.0/8'], allowHttp: true };
const PUBLIC_ONLY = { allowedNetworks: [], allowHttp: true };

/** Answers one list of addresses after the other, as a name server does whose owner rebinds the name. */
function resolving(...answers: readonly (readonly string[])[]): {
  readonly resolve: ResolveAll;
  readonly asked: string[];
} {
  const asked: string[] = [];
  const resolve: ResolveAll = (hostname, _options, callback) => {
    const addresses = answers[Math.min(asked.push(hostname), answers.length) - 1] ?? [];
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { resolve, asked };
}

describe('the client for addresses that people give', () => {
  let receiver: Receiver;

  beforeEach(async () => {
    receiver = await Receiver.open();
  });

  afterEach(async () => {
    await receiver.close();
  });

  const send = (request: Partial<EgressRequest> = {}, seams: EgressSeams = {}, settings = LOCAL) =>
    new EgressClient(settings, seams).send({
      method: 'GET',
      url: receiver.url,
      timeLimitMs: 5_000,
      maxBodyBytes: 1_000,
      wanted: 'whole',
      ...request,
    });

  const answering = (answer: Answer, request: Partial<EgressRequest> = {}) => {
    receiver.answer = answer;
    return send(request);
  };

  it('sends what it is given and hands back status, headers, body and time', async () => {
    const result = await answering((response) => response.writeHead(418, { 'x-pot': ['a', 'b'] }).end('short'), {
      method: 'POST',
      url: `${receiver.url}/hook?a=1`,
      headers: { 'content-type': 'application/json' },
      body: '{"a":1}',
    });
    expect(result).toMatchObject({
      failure: null,
      answer: { status: 418, headers: { 'x-pot': 'a, b' }, isCut: false },
    });
    expect(result.answer?.body.toString()).toBe('short');
    expect(result.durationMs).toBeGreaterThanOrEqual(0);
    const [request] = receiver.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/hook?a=1', body: '{"a":1}' });
    expect(request?.headers).toMatchObject({ 'content-type': 'application/json', connection: 'close' });
    expect(request?.headers['user-agent']).toMatch(/^Lyceum\//);
  });

  it('speaks TLS, and trusts the certificate of the named host only', async () => {
    const certificate = selfSigned('receiver.test');
    const secure = await Receiver.open(certificate);
    try {
      const { resolve } = resolving(['127.0.0.1']);
      const to = (host: string, ca?: string) =>
        send({ url: `https://${host}:${secure.port}/` }, { resolve, ca }, { ...LOCAL, allowHttp: false });
      expect(await to('receiver.test', certificate.cert)).toMatchObject({ failure: null, answer: { status: 204 } });
      expect(await to('other.test', certificate.cert)).toMatchObject({ failure: { reason: 'tls' } });
      expect(await to('receiver.test')).toMatchObject({ failure: { reason: 'tls' }, answer: null });
      expect(secure.requests).toHaveLength(1);
    } finally {
      await secure.close();
    }
  });

  it.each([
    ['ftp://example.org/', 'protocol'],
    ['file:///etc/passwd', 'url'],
    ['http://user:password@example.org/', 'credentials'],
    ['https://user@example.org/', 'credentials'],
    ['http://example.org:25/', 'port'],
    ['not an address', 'url'],
    [`http://example.org/${'a'.repeat(2048)}`, 'url'],
    ['http://127.0.0.1/', 'refused_address'],
    ['http://0x7f.1/', 'refused_address'],
    ['http://2130706433/', 'refused_address'],
    ['http://[::1]/', 'refused_address'],
    ['http://[::ffff:169.254.169.254]/latest/meta-data', 'refused_address'],
  ])('refuses %s before anything is resolved', async (url, code) => {
    const { resolve, asked } = resolving(['127.0.0.1']);
    const client = new EgressClient(PUBLIC_ONLY, { resolve });
    expect(client.faultOf(url)).toMatchObject({ code });
    expect(await send({ url }, { resolve }, PUBLIC_ONLY)).toMatchObject({
      failure: { reason: code === 'refused_address' ? code : 'refused_url' },
      answer: null,
    });
    expect(asked).toEqual([]);
  });

  it('refuses http:// where only https:// is allowed', () => {
    const client = new EgressClient({ allowedNetworks: [], allowHttp: false });
    expect(client.faultOf('http://example.org/')).toMatchObject({ code: 'protocol' });
    expect(client.faultOf('https://example.org/')).toBeNull();
  });

  it('refuses a name that resolves into a network of ours, and connects to nothing', async () => {
    const url = `http://innocent.test:${receiver.port}/`;
    const { resolve } = resolving(['10.0.0.7', '::ffff:127.0.0.1', '127.0.0.1']);
    expect(await send({ url }, { resolve }, PUBLIC_ONLY)).toMatchObject({
      failure: { reason: 'refused_address' },
      answer: null,
    });
    expect(receiver.requests).toEqual([]);
  });

  it('connects to the address that was checked: a name is resolved once, so rebinding it changes nothing', async () => {
    const url = `http://rebound.test:${receiver.port}/`;
    const { resolve, asked } = resolving(['127.0.0.1'], ['127.0.0.2']);
    expect(await send({ url }, { resolve }, { ...LOCAL, allowedNetworks: ['127.0.0.1/32'] })).toMatchObject({
      answer: { status: 204 },
    });
    expect(asked).toEqual(['rebound.test']);
  });

  it('uses only the allowed ones of several addresses', async () => {
    const url = `http://mixed.test:${receiver.port}/`;
    const { resolve } = resolving(['10.0.0.1', '::1', '127.0.0.1']);
    expect(await send({ url }, { resolve })).toMatchObject({ failure: null, answer: { status: 204 } });
  });

  it('follows no redirect, and shows where it pointed', async () => {
    const result = await answering((response) => response.writeHead(307, { location: '/elsewhere' }).end('moved'));
    expect(result).toMatchObject({
      failure: { reason: 'redirect' },
      answer: { status: 307, headers: { location: '/elsewhere' } },
    });
    expect(receiver.requests).toHaveLength(1);
  });

  it('takes 304 as the answer to a conditional request', async () => {
    expect(await answering((response) => response.writeHead(304, { etag: '"1"' }).end())).toMatchObject({
      failure: null,
      answer: { status: 304, headers: { etag: '"1"' } },
    });
  });

  it.each<[string, Answer]>([
    ['no answer', () => undefined],
    ['an answer that never ends', (response) => response.writeHead(200).write('and')],
  ])('gives up in time on %s', async (_case, answer) => {
    expect(await answering(answer, { timeLimitMs: 100 })).toMatchObject({
      failure: { reason: 'timeout' },
      answer: null,
    });
  });

  it('gives up in time on a name server that does not answer', async () => {
    const url = 'http://slow.test/';
    expect(await send({ url, timeLimitMs: 50 }, { resolve: () => undefined })).toMatchObject({
      failure: { reason: 'timeout' },
    });
  });

  it('stops reading a body that is too large, however it is packed', async () => {
    const endless: Answer = (response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384))) continue;
      };
      response.writeHead(200).on('drain', more);
      more();
    };
    expect(await answering(endless)).toMatchObject({ failure: { reason: 'too_large' } });
    const bomb: Answer = (response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(9_000_000)));
    expect(await answering(bomb)).toMatchObject({ failure: { reason: 'too_large' } });
    const headers: Answer = (response) => response.writeHead(200, { 'x-large': 'a'.repeat(20_000) }).end();
    expect(await answering(headers)).toMatchObject({ failure: { reason: 'too_large' } });
  });

  it('unpacks gzip, and refuses what is damaged or packed otherwise', async () => {
    const packed = gzipSync('BEGIN:VCALENDAR');
    const good = await answering((response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed));
    expect(good.answer?.body.toString()).toBe('BEGIN:VCALENDAR');
    expect(
      await answering((response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed.subarray(3))),
    ).toMatchObject({ failure: { reason: 'encoding' } });
    expect(await answering((response) => response.writeHead(200, { 'content-encoding': 'br' }).end('?'))).toMatchObject(
      { failure: { reason: 'encoding' } },
    );
  });

  it('keeps the beginning of a body where the status is the answer, even when the rest never comes', async () => {
    const long = await answering((response) => response.writeHead(200).end('a'.repeat(5_000)), { wanted: 'beginning' });
    expect(long).toMatchObject({ failure: null, answer: { status: 200, isCut: true } });
    expect(long.answer?.body).toHaveLength(1_000);
    const broken = await answering((response) => response.writeHead(200).write('half'), {
      wanted: 'beginning',
      timeLimitMs: 100,
    });
    expect(broken).toMatchObject({ failure: null, answer: { status: 200, isCut: true } });
    expect(broken.answer?.body.toString()).toBe('half');
  });

  it('tells apart a host that is not found, a closed port, a broken connection and an answer that is not HTTP', async () => {
    const unknown: ResolveAll = (_hostname, _options, callback) =>
      callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), []);
    expect(await send({ url: 'http://nowhere.test/' }, { resolve: unknown })).toMatchObject({
      failure: { reason: 'dns' },
    });
    expect(await answering((response) => response.destroy())).toMatchObject({ failure: { reason: 'connection' } });

    const babble = createServer((socket) => socket.resume().end('220 mail.test ESMTP\r\n'));
    babble.listen(0, '127.0.0.1');
    await once(babble, 'listening');
    const url = `http://127.0.0.1:${(babble.address() as AddressInfo).port}/`;
    expect(await send({ url })).toMatchObject({ failure: { reason: 'protocol' } });
    await new Promise((resolve) => babble.close(resolve));
    expect(await send({ url })).toMatchObject({ failure: { reason: 'connection' } });
  });
});
