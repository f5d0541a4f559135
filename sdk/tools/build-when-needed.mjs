import { buildPackage } from './build.mjs';

/** `npm run build`. */
if (!(await buildPackage())) console.log('Built already.');
