import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '..');

/** @typedef {{ email: string, password: string, role: string }} DemoAccount */

/**
 * Starts the demo, and waits until it says where it is. Its accounts are in `demo.json` of its data.
 * @param {string} data
 * @param {NodeJS.ProcessEnv} [settings] beside those of the environment
 */
export async function startDemo(data, settings = {}) {
  const child = spawn(process.execPath, ['start.mjs', '--port', '3900', '--data', data], {
    cwd: ROOT,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let isReady = false;
  for await (const line of createInterface(child.stdout)) {
    isReady ||= line.startsWith('Lyceum is ready');
    const [url] = /http:\/\/\S+:\d+/.exec(line) ?? [];
    if (isReady && url !== undefined) {
      child.stdout.resume();
      return { child, url };
    }
  }
  throw new Error('The demo did not start.');
}

/**
 * @param {string} url of the demo
 * @param {DemoAccount} account
 */
export async function accessTokenOf(url, { email, password }) {
  const login = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  return /** @type {{ accessToken: string }} */ (await login.json()).accessToken;
}
