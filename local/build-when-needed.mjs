import { join } from 'node:path';
import { buildDashboard } from '../admin/tools/build.mjs';
import { build, sourcesToBuild } from './build.mjs';
import { messageOf } from './failure.mjs';

/** `npm run build`: nothing to do when `dist` was built from these very sources, by whomever. */
const ROOT = join(import.meta.dirname, '..');

try {
  const sources = await sourcesToBuild(ROOT);
  if (sources) await build(ROOT, sources);
  const isDashboardNew = await buildDashboard();
  if (!sources && !isDashboardNew) console.log('Built already.');
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
