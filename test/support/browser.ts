import { type BrowserContextOptions, type Browser as Chromium, chromium, type Page } from 'playwright-core';
import { findChromium } from './chromium.mjs';

/** Hosts of this machine, where everything that a page needs has to be. */
const OWN_HOSTS = ['127.0.0.1', 'localhost'];

/** What an API that is told no public address puts into the links of its e-mails; it listens on another port. */
const PUBLIC_HOST = '127.0.0.1:3000';

/** Chromium says so when a page is left while it loads something, which is no failure of the page. */
const ABANDONED = 'net::ERR_ABORTED';

/** On a machine that does other things too, or is slow. */
const PATIENCE_MS = 60_000;

/** The first that fits: the address in e-mails leads to the API, and hosts elsewhere are unknown. */
const hostRules = (apiUrl: string): string =>
  [
    `MAP ${PUBLIC_HOST} ${new URL(apiUrl).host}`,
    ...OWN_HOSTS.map((host) => `MAP ${host} ${host}`),
    'MAP * ~NOTFOUND',
  ].join(', ');

export interface PageOptions extends BrowserContextOptions {
  /** What may go wrong because the test means it to, for example `/409/`; everything else is trouble. */
  readonly expectedTrouble?: RegExp;
}

/** A real browser. Each of its pages has cookies and storage of its own, and reaches this machine only. */
export class TestBrowser {
  private readonly trouble: string[] = [];

  private constructor(private readonly chromium: Chromium) {}

  /** @param apiUrl the API to which the links in e-mails shall lead */
  static async launch(apiUrl: string): Promise<TestBrowser> {
    const browser = await chromium.launch({
      executablePath: findChromium(),
      // No graphics card is where tests run, and to imitate one costs more than to draw without.
      args: [`--host-resolver-rules=${hostRules(apiUrl)}`, '--disable-gpu'],
      // Root cannot have Chromium's sandbox, and it opens nothing but our own pages.
      chromiumSandbox: false,
    });
    return new TestBrowser(browser);
  }

  async newPage({ expectedTrouble, ...options }: PageOptions = {}): Promise<Page> {
    const context = await this.chromium.newContext({ locale: 'en-GB', timezoneId: 'Europe/London', ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    const note = (text: string) => {
      if (!expectedTrouble?.test(text)) this.trouble.push(text);
    };
    // Noticed, not intercepted: with interception, a page has no cache, and each request takes a turn through the test.
    context.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith('http') && !OWN_HOSTS.includes(hostname)) note(`asked a foreign host: ${request.url()}`);
    });
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) note(`${message.type()} on the console: ${message.text()}`);
    });
    context.on('weberror', (error) => note(`uncaught: ${error.error().message}`));
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? 'no reason';
      if (reason !== ABANDONED) note(`request failed: ${request.url()} (${reason})`);
    });
    context.on('response', (response) => {
      if (response.status() >= 400) note(`answered ${response.status()}: ${response.url()}`);
    });
    return context.newPage();
  }

  /**
   * Closes all pages.
   * @throws Error of what went wrong in them: errors on the console, requests that failed or left this machine
   */
  async closePages(): Promise<void> {
    await Promise.all(this.chromium.contexts().map((context) => context.close()));
    const trouble = this.trouble.splice(0);
    if (trouble.length > 0) throw new Error(`In the pages of this test: ${trouble.join(', ')}`);
  }

  async close(): Promise<void> {
    await this.chromium.close();
  }
}
