import { createRoute, redirect } from '@tanstack/react-router';
import { root } from '../root-route.ts';

/** Those who are signed in change their password in the profile. */
const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  beforeLoad: () => {
    redirect({ to: '/profile', replace: true, throw: true });
  },
});

export const signInRoutes = [forgotPassword];
