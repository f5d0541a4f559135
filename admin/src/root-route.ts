import { createRootRoute } from '@tanstack/react-router';
import { Shell } from './shell/shell.tsx';

/** Around every page. */
export const root = createRootRoute({ component: Shell });
