import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { ServerResponse } from 'node:http';
import { WebSocket } from 'ws';
import { signUp } from '../factories/person.js';
import { createSession } from '../factories/session.js';
import { ApiClient } from '../support/http.js';
import { Nginx } from '../support/nginx.js';
import { Receiver } from '../support/receiver.js';
import { runScript, type ScriptEnd } from '../support/script-run.js';
import { sharedSystem } from '../support/shared-system.mjs';
import { TcpProxy } from '../support/tcp-proxy.js';

const { apiUrl, otherApiUrl } = sharedSystem();

let nginx: Nginx;
/** The ways to two API processes, which count what is sent through them. */
let blue: TcpProxy;
let green: TcpProxy;

beforeAll(async () => {
  [blue, green] = await Promise.all([TcpProxy.open(apiUrl), TcpProxy.open(otherApiUrl)]);
  nginx = await Nginx.start(`server ${new URL(blue.url).host};\n`);
});

afterAll(async () => {
  await nginx.stop();
  await Promise.all([blue.close(), green.close()]);
});

function switchTo(colour: string, settings: Readonly<Record<string, string>> = {}): Promise<ScriptEnd> {
  return runScript('blue-green/switch.sh', [colour], {
    NGINX: nginx.command,
    LYCEUM_LIVE_FILE: nginx.liveFile,
    LYCEUM_PUBLIC_URL: nginx.url,
    LYCEUM_BLUE: new URL(blue.url).host,
    LYCEUM_GREEN: new URL(green.url).host,
    SMOKE_CURL_OPTIONS: `--cacert ${nginx.certificate}`,
    ...settings,
  });
}

const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
afterAll(() => agent.destroy());

/**
 * The status of a request through nginx; 0 when the connection broke. One that nginx closed while it was kept is opened anew,
 * as every client does (RFC 9112, 9.3.1).
 */
function ask(path: string): Promise<number> {
  return new Promise((done) => {
    const request = https
      .get(`${nginx.url}${path}`, { agent }, (response) => {
        response.resume();
        response.on('end', () => done(response.statusCode ?? 0));
      })
      .on('error', () => done(request.reusedSocket ? ask(path) : 0));
  });
}

describe('a switch from blue to green behind nginx', () => {
  it('sends every request to the other processes, and loses none meanwhile', async () => {
    const statuses: number[] = [];
    let isOver = false;
    const visitors = [1, 2, 3].map(async () => {
      while (!isOver) statuses.push(await ask('/health/ready'));
    });
    const { code, output } = await switchTo('green');
    isOver = true;
    await Promise.all(visitors);
    expect([code, output]).toEqual([0, expect.stringContaining('green is live.')]);
    expect(output.match(/ is well\.$/gm)).toHaveLength(2);
    expect(statuses.length).toBeGreaterThan(20);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);

    const [toBlue, toGreen] = [blue.sendings, green.sendings];
    expect(await ask('/health/ready')).toBe(200);
    expect([blue.sendings - toBlue, green.sendings > toGreen]).toEqual([0, true]);
  });

  it('does not happen when the other processes do not work', async () => {
    const before = readFileSync(nginx.liveFile, 'utf8');
    const { code, output } = await switchTo('blue', { LYCEUM_BLUE: '127.0.0.1:1' });
    expect([code, output]).toEqual([1, expect.stringContaining('Nothing was changed.')]);
    expect(readFileSync(nginx.liveFile, 'utf8')).toBe(before);
  });

  it('is taken back when nginx does not take it, or when it does not work as people reach it', async () => {
    const before = readFileSync(nginx.liveFile, 'utf8');
    const odd = await switchTo('blue', { LYCEUM_BLUE: `${new URL(blue.url).host}/` });
    expect([odd.code, odd.output]).toEqual([1, expect.stringContaining('nginx does not take it')]);
    const elsewhere = await Receiver.open();
    elsewhere.answer = (response: ServerResponse) => response.writeHead(502).end();
    const { code, output } = await switchTo('blue', { LYCEUM_PUBLIC_URL: elsewhere.url, SMOKE_CURL_OPTIONS: '' });
    await elsewhere.close();
    expect([code, output]).toEqual([1, expect.stringContaining('back to what was live')]);
    expect(readFileSync(nginx.liveFile, 'utf8')).toBe(before);
    expect(await ask('/health/ready')).toBe(200);
  });
});

describe('nginx before Lyceum', () => {
  it('lets a WebSocket of a room through', async () => {
    const owner = await signUp(new ApiClient(apiUrl));
    const { id } = await createSession(owner);
    const url = `${nginx.url.replace('https', 'wss')}/api/v1/sessions/${id}/ws?clientId=4294967295`;
    const socket = new WebSocket(url, ['lyceum.rooms.v1', `bearer.${owner.accessToken}`], {
      rejectUnauthorized: false,
    });
    const [welcome] = await new Promise<[string]>((done, fail) => {
      socket.once('message', (data: Buffer) => done([data.toString()]));
      socket.once('error', fail);
      socket.once('close', (code, reason) => fail(new Error(`${code} ${reason.toString()}`)));
    });
    socket.close();
    expect(JSON.parse(welcome)).toMatchObject({ type: 'welcome' });
  });

  it('answers by itself while no process does, and logs no secret of a link', async () => {
    const secret = 'q3V0aGVudGljLXRva2VuLW9mLWFib3V0LTQzLWJ5dGVz';
    await ask(`/api/v1/manage/${secret}?token=${secret}`);
    blue.cut();
    green.cut();
    expect(await ask('/api/v1/users/me')).toBe(503);
    blue.mend();
    green.mend();
    expect(/"GET [^"]*manage[^"]*" \d/.exec(nginx.accessLog)?.[0]).toBe('"GET /api/v1/manage/- HTTP/1.1" 4');
    expect(nginx.accessLog.includes(secret)).toBe(false);
  });
});
