import { Injectable } from '@nestjs/common';
import { Histogram } from 'prom-client';
import { Metrics } from '../../../../infra/telemetry/metrics.js';

@Injectable()
export class LiveMetrics {
  private readonly latency: Histogram;
  private count = () => 0;

  constructor(metrics: Metrics) {
    this.latency = new Histogram({
      name: 'session_sync_seconds',
      help: 'Time until an edit in a room was sent on: here, or by another process since this one told it.',
      labelNames: ['path'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
      registers: [metrics.registry],
    });
    metrics.observe('active_websocket_connections', 'Open WebSocket connections to rooms.', [], (gauge) =>
      gauge.set(this.count()),
    );
  }

  countBy(count: () => number): void {
    this.count = count;
  }

  synced(path: 'here' | 'elsewhere', milliseconds: number): void {
    this.latency.observe({ path }, milliseconds / 1000);
  }
}
