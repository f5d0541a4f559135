import { buildDashboard } from './build.mjs';

/** `npm run build`. */
if (!(await buildDashboard())) console.log('Built already.');
