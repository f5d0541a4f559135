import { signUp } from '../factories/person.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { request } from '../support/raw-http.js';
import { sharedSystem } from '../support/shared-system.mjs';

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The text format of Prometheus, version 0.0.4. */
function parse(text: string): Sample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value = ''] = /^([a-z_:][\w:]*)(?:\{(.*)\})? (\S+)$/i.exec(line) ?? [];
      return {
        name,
        labels: Object.fromEntries(
          [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key, text]),
        ),
        value: Number(value),
      };
    });
}

describe('the metrics', () => {
  const { apiUrl, apiMetricsUrls, workerMetricsUrl } = sharedSystem();
  const [apiMetricsUrl = ''] = apiMetricsUrls;

  async function scrape(url: string): Promise<Sample[]> {
    const { status, headers, text } = await request(`${url}/metrics`);
    expect([status, headers.get('Content-Type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    return parse(text);
  }

  const of = (samples: Sample[], name: string, labels: Record<string, string> = {}) =>
    samples.filter(
      (sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
    );
  const sum = (samples: Sample[]) => samples.reduce((total, { value }) => total + value, 0);

  it('count requests by method, route template and status', async () => {
    const ada = await signUp(new ApiClient(apiUrl));
    const labels = { method: 'GET', route: '/api/v1/bookings/:id', status: '404' };
    const before = sum(of(await scrape(apiMetricsUrl), 'http_request_duration_seconds_count', labels));

    for (const id of ['01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11', '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12'])
      await ada.api.get(`/bookings/${id}`);

    const after = await scrape(apiMetricsUrl);
    expect(sum(of(after, 'http_request_duration_seconds_count', labels))).toBe(before + 2);
    expect(of(after, 'http_request_duration_seconds_bucket', { ...labels, le: '+Inf' })).toHaveLength(1);
  });

  it('have one route for all addresses that are none, so that nobody can make them grow', async () => {
    for (let n = 0; n < 5; n += 1) await request(`${apiUrl}/api/v1/nowhere-${n}`);
    const routes = new Set((await scrape(apiMetricsUrl)).map(({ labels }) => labels['route']));
    expect([...routes].filter((route) => route?.includes('nowhere'))).toEqual([]);
  });

  it('of the API show the pool, the event loop, the outbox, the queues and the people who are there', async () => {
    await signUp(new ApiClient(apiUrl)).then(({ api }) => api.get('/users/me'));
    const samples = await scrape(apiMetricsUrl);

    expect(of(samples, 'database_pool_connections').map(({ labels }) => labels['state'])).toEqual([
      'total',
      'idle',
      'waiting',
    ]);
    expect(sum(of(samples, 'database_pool_connections', { state: 'total' }))).toBeGreaterThan(0);
    for (const name of [
      'nodejs_eventloop_lag_seconds',
      'nodejs_eventloop_lag_p99_seconds',
      'process_cpu_seconds_total',
    ])
      expect(of(samples, name)).toHaveLength(1);
    expect(sum(of(samples, 'active_users'))).toBeGreaterThan(0);
  });

  it.each([
    ['API', apiMetricsUrl],
    ['worker', workerMetricsUrl],
  ])('of the %s show the outbox and the depth of every queue', async (_process, url) => {
    const samples = await scrape(url);
    expect(of(samples, 'outbox_size')).toHaveLength(1);
    expect(of(samples, 'outbox_oldest_age_seconds').map(({ labels }) => labels['queue'])).toEqual(['events', 'mail']);
    expect(of(samples, 'outbox_waiting_size')).toHaveLength(1);
    expect(of(samples, 'outbox_waiting_oldest_age_seconds')).toHaveLength(1);
    const states = ['wait', 'prioritized', 'active', 'delayed', 'failed'];
    expect(of(samples, 'queue_depth').map(({ labels: { queue, state } }) => `${queue} ${state}`)).toEqual(
      ['events', 'mail', 'webhooks', 'rosters', 'runs', 'interactive-runs', 'run-reports', 'cron'].flatMap((queue) =>
        states.map((state) => `${queue} ${state}`),
      ),
    );
  });

  it('of the worker show what was published, how long jobs waited and how long they took', async () => {
    await signUp(new ApiClient(apiUrl));
    const samples = await eventually(
      () => scrape(workerMetricsUrl),
      (seen) =>
        sum(
          of(seen, 'job_duration_seconds_count', { queue: 'events', consumer: 'analytics.record', outcome: 'done' }),
        ) > 0 &&
        sum(of(seen, 'job_duration_seconds_count', { queue: 'mail', consumer: 'mail.send', outcome: 'done' })) > 0,
    );
    expect(sum(of(samples, 'outbox_published_total'))).toBeGreaterThan(0);
    expect(of(samples, 'job_wait_seconds_count').map(({ labels }) => labels['queue'])).toEqual(
      expect.arrayContaining(['events', 'mail']),
    );
  });

  it('are on a port of their own, with the probes and nothing else', async () => {
    expect((await request(`${apiUrl}/metrics`)).status).toBe(404);
    for (const url of [apiMetricsUrl, workerMetricsUrl]) {
      expect((await request(`${url}/health/live`)).status).toBe(200);
      expect((await request(`${url}/health/ready`)).status).toBe(200);
      expect((await request(`${url}/api/v1/users/me`)).status).toBe(404);
      expect((await request(`${url}/metrics`, { method: 'POST' })).status).toBe(405);
    }
  });
});
