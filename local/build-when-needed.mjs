import { join } from 'node:path';
import { buildDashboard } from '../admin/tools/build.mjs';
import { build, sourcesToBuild } from './build.mjs';
import { messageOf } from './failure.mjs';

/** Incremental `npm run build`: a no-op when `dist` was built from these sources. */
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
