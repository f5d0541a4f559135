import { gzipSync } from 'node:zlib';
import { newId } from '../../src/kernel/ids.js';
import { ApiClient } from '../support/http.js';
import { request, sendBytes } from '../support/raw-http.js';
import { sharedSystem } from '../support/shared-system.mjs';

const JSON_HEADERS = { 'Content-Type': 'application/json' };
const REGISTER = '/api/v1/auth/register';

describe('what goes wrong', () => {
  const { apiUrl } = sharedSystem();

  const post = (
    path: string,
    body: string | URLSearchParams | Uint8Array,
    headers: Record<string, string> = JSON_HEADERS,
  ) => request(apiUrl + path, { method: 'POST', body, headers });

  it.each([
    ['an unknown address', 404, 'unknown_route', () => request(`${apiUrl}/api/v1/nothing`)],
    ['an unknown address outside the API', 404, 'unknown_route', () => request(`${apiUrl}/nothing`)],
    [
      'a change with a slash at its end',
      404,
      'unknown_route',
      () => request(`${apiUrl}/api/v1/organizations/${newId()}/`, { method: 'DELETE' }),
    ],
    ['a missing token', 401, 'token_missing', () => request(`${apiUrl}/api/v1/users/me`)],
    [
      'an unknown method of a known address',
      405,
      'method_not_allowed',
      () => request(`${apiUrl}/api/v1/users/me/password`, { method: 'PUT' }),
    ],
    ['JSON that is none', 400, 'malformed_body', () => post(REGISTER, '{"name":')],
    ['no body where one is needed', 400, 'validation_failed', () => post(REGISTER, '')],
    ['a list in place of an object', 400, 'validation_failed', () => post(REGISTER, '[]')],
    ['text in place of an object', 400, 'validation_failed', () => post(REGISTER, '"text"')],
    ['null in place of an object', 400, 'validation_failed', () => post(REGISTER, 'null')],
    ['a body of more than 1 MB', 413, 'payload_too_large', () => post(REGISTER, `{"name":"${'x'.repeat(1_048_576)}"}`)],
    ['a form', 415, 'unsupported_media_type', () => post(REGISTER, new URLSearchParams({ name: 'Ada' }), {})],
    [
      'a compressed body',
      415,
      'unsupported_media_type',
      () => post(REGISTER, gzipSync('{}'), { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }),
    ],
    ['plain text', 415, 'unsupported_media_type', () => post(REGISTER, '{}', { 'Content-Type': 'text/plain' })],
    ['a prototype in the body', 400, 'malformed_body', () => post(REGISTER, '{"__proto__":{"role":"admin"}}')],
    [
      'a query parameter of a route that takes none',
      400,
      'validation_failed',
      () => request(`${apiUrl}/health/live?verbose=1`),
    ],
    ['an address that cannot be decoded', 400, 'validation_failed', () => request(`${apiUrl}/api/v1/bookings/%ZZ`)],
    ['a file that the documents do not have', 404, 'not_found', () => request(`${apiUrl}/docs/nothing.js`)],
  ])('%s answers %i %s as a problem document', async (_what, status, code, send) => {
    const answer = await send();

    expect(answer.status).toBe(status);
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(answer.json).toEqual({
      type: expect.stringMatching(new RegExp(`^http://.*/docs/errors#${code}$`)),
      title: expect.any(String),
      status,
      instance: expect.stringMatching(/^\//),
      code,
      requestId: answer.headers.get('X-Request-Id'),
      ...('detail' in answer.json ? { detail: expect.any(String) } : {}),
      ...('errors' in answer.json ? { errors: expect.any(Array) } : {}),
    });
    expect(answer.text).not.toMatch(/\bat .*\.js|node_modules|SELECT|stack/);
  });

  it.each([
    [
      'a body that is no JSON, where',
      () => post(REGISTER, '{\n"name": "Ada",}'),
      /line 2, column 15: property name expected/,
    ],
    [
      'a token without its scheme, how to write it',
      () => request(`${apiUrl}/api/v1/users/me`, { headers: { Authorization: 'abc.def.ghi' } }),
      /`Bearer`, a space and the access token/,
    ],
  ])('says of %s', async (_what, send, detail) => {
    expect((await send()).json.detail).toMatch(detail);
  });

  it.each([
    ['no JSON', '{"x', 'application/json', 400],
    ['too big', `"${'x'.repeat(1_048_576)}"`, 'application/json', 413],
    ['of another type', 'x', 'text/plain', 415],
  ])('documents the refusal of a body that is %s also where none is wanted', async (_what, body, type, status) => {
    const api = new ApiClient(apiUrl, { headers: { 'Content-Type': type } });
    for (const path of ['/auth/logout', `/bookings/${newId()}/confirm`])
      expect((await api.post(path, body)).status).toBe(status);
    expect((await api.delete(`/bookings/${newId()}`, body)).status).toBe(status);
  });

  it('answers OPTIONS that is no preflight without an error', async () => {
    const { status, text } = await request(`${apiUrl}/api/v1/users/me`, { method: 'OPTIONS' });
    expect([status, text]).toEqual([204, '']);
  });

  it('tells an address that nobody knows from a resource that is not there', async () => {
    expect((await request(`${apiUrl}/api/v1/boookings`)).json.code).toBe('unknown_route');
    expect((await request(`${apiUrl}/api/v1/public/event-types/nobody-has-this`)).json.code).toBe('not_found');
  });

  it('shows a page where a browser asked for one, and a problem document in the API', async () => {
    const browser = { headers: { Accept: 'text/html,*/*;q=0.8', 'Accept-Language': 'fr' } };
    const page = await request(`${apiUrl}/boook/ada`, browser);
    expect([page.status, page.headers.get('Content-Type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.text).toContain('<h1>Il n’y a rien ici</h1>');
    const { status, json } = await request(`${apiUrl}/api/v1/boookings`, browser);
    expect([status, json.code]).toEqual([404, 'unknown_route']);
  });

  it('names the methods that an address has', async () => {
    const { headers } = await request(`${apiUrl}/api/v1/users/me`, { method: 'POST' });
    expect(headers.get('Allow')).toBe('DELETE, GET, HEAD, PATCH, PUT');
  });

  it('leads from the type of a problem to its entry in the catalogue', async () => {
    const { json } = await request(`${apiUrl}/api/v1/users/me`);
    const { pathname, hash } = new URL(json.type);

    const { status, text } = await request(apiUrl + pathname);

    expect(status).toBe(200);
    expect(text).toContain(`id="${hash.slice(1)}"`);
  });

  it.each([
    ['NUL', '\\u0000'],
    ['a lone high surrogate', '\\ud83d'],
    ['a lone low surrogate', '\\udc00'],
  ])('refuses %s in a text and says where', async (_what, escape) => {
    const { status, json } = await post(
      REGISTER,
      `{"name":"Ada${escape}","email":"ada@example.test","password":"a long enough one"}`,
    );
    expect([status, json.errors]).toEqual([
      400,
      [
        {
          pointer: '/name',
          field: 'name',
          message: 'contains a character that cannot be stored',
          code: 'is_well_formed',
        },
      ],
    ]);
  });

  it('names every unknown field of a body', async () => {
    const { json } = await post(
      REGISTER,
      JSON.stringify({ name: 'Ada', email: 'a@example.test', password: 'long enough', role: 'admin', isActive: true }),
    );
    expect(json.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual([
      ['/role', 'unknown_field'],
      ['/isActive', 'unknown_field'],
    ]);
  });

  it('does not wait for the rest of a body that announces too much', async () => {
    const answer = await sendBytes(
      apiUrl,
      `POST ${REGISTER} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n{`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"code":"payload_too_large"');
  });

  it.each(['//', 'http://', '///@'])(
    'answers a request for %s that asks for a WebSocket, and those after it',
    async (target) => {
      const upgrade = 'Connection: close, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13';
      const answer = await sendBytes(apiUrl, `GET ${target} HTTP/1.1\r\nHost: x\r\n${upgrade}\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 [24]\d\d /);
      expect((await request(`${apiUrl}/`)).status).toBe(200);
    },
  );

  it.each([
    ['bytes that are no HTTP', 'HELLO\r\n\r\n', 400, 'malformed_request'],
    [
      'more than 16 kB of headers',
      `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
  ])('answers %s with a problem document', async (_what, bytes, status, code) => {
    const [head = '', body = ''] = (await sendBytes(apiUrl, bytes)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toContain('Content-Type: application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status, code });
  });
});
