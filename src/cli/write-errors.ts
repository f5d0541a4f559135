import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import '../apps/api.module.js';
import { loadModules } from '../apps/load-modules.js';
import { errorCatalogue } from '../kernel/coded-error.js';
import { STATUS_OF_KIND } from '../infra/http/status-of-kind.js';

/** Generates docs/errors.md: every error that modules declare, by status and code. */
await loadModules('module', 'http', 'worker');
const entries = errorCatalogue().map((definition) => ({ ...definition, status: STATUS_OF_KIND[definition.kind] }));
const rows = entries
  .sort((a, b) => a.status - b.status || a.code.localeCompare(b.code))
  .map(
    ({ code, status, title, description }) =>
      `| <a id="${code}"></a>\`${code}\` | ${status} | ${title} | ${description} |`,
  );

await writeFile(
  'docs/errors.md',
  `# Errors

Every 4xx and 5xx answer is a problem document (RFC 9457, \`application/problem+json\`) with a stable \`code\`. The running API
shows this catalogue at \`/docs/errors\`, where the \`type\` of every problem leads. Written by \`npm run errors\`.

| code | status | title | when, and what to do |
| --- | --- | --- | --- |
${rows.join('\n')}
`,
);
process.exit(0);
