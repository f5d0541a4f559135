// Writes rules.yaml, the alerts of deploy/prometheus/alerts.yml as the Prometheus operator takes them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

const { groups } = parse(readFileSync(join(import.meta.dirname, '../../prometheus/alerts.yml'), 'utf8'));
const rules = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: { name: 'lyceum', namespace: 'lyceum' },
  spec: { groups },
};
writeFileSync(
  join(import.meta.dirname, 'rules.yaml'),
  `# Written by deploy/kubernetes/monitoring/write-rules.mjs.\n${stringify(rules, { lineWidth: 0, singleQuote: true })}`,
);
