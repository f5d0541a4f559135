import type { Feature } from '../../../infra/features/feature.js';
import { LoginSession } from './entities/login-session.entity.js';
import { OneTimeToken } from './entities/one-time-token.entity.js';
import { PasswordCredential } from './entities/password-credential.entity.js';
import { SignInThrottle } from './entities/sign-in-throttle.entity.js';

export const authFeature: Feature = {
  name: 'auth',
  entities: [PasswordCredential, LoginSession, OneTimeToken, SignInThrottle],
  module: () => import('./auth.module.js'),
  http: () => import('./auth.http.module.js'),
  worker: () => import('./auth.worker.module.js'),
  pages: { routes: ['account/*path'] },
};
