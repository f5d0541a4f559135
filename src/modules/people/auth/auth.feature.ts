import type { Feature } from '../../../infra/features/feature.js';
import { ApiKey } from './api-keys/api-key.entity.js';
import { AccessChange } from './sessions/access-change.entity.js';
import { LoginSession } from './sessions/login-session.entity.js';
import { OneTimeToken } from './links/one-time-token.entity.js';
import { PasswordCredential } from './passwords/password-credential.entity.js';
import { SignInThrottle } from './sign-in/sign-in-throttle.entity.js';
import {
  API_KEY_CREATED,
  API_KEY_EXPIRING,
  API_KEY_REVOKED_BY_OWNER,
  EMAIL_CHANGE_REQUESTED,
  EMAIL_CHANGE_REVERTED,
  EMAIL_VERIFIED,
  LOGGED_OUT,
  LOGIN_FAILED,
  LOGIN_SESSIONS_ENDED,
  LOGIN_SUCCEEDED,
  PASSWORD_CHANGED,
  PASSWORD_RESET_REQUESTED,
  REFRESH_TOKEN_REUSE_DETECTED,
  VERIFICATION_REQUESTED,
} from './auth.events.js';
import { AuthConfig } from './auth.config.js';
import { apiKeyCreatedMail } from './mails/api-key-created.template.js';
import { apiKeyExpiringMail } from './mails/api-key-expiring.template.js';
import { accountInvitationMail } from './mails/account-invitation.template.js';
import { confirmNewEmailMail } from './mails/confirm-new-email.template.js';
import { emailChangedMail } from './mails/email-changed.template.js';
import { onboardingTipsMail } from './mails/onboarding-tips.template.js';
import { passwordChangedMail } from './mails/password-changed.template.js';
import { passwordResetMail } from './mails/password-reset.template.js';
import { refreshReuseMail } from './mails/refresh-reuse.template.js';
import { verifyEmailMail } from './mails/verify-email.template.js';
import { welcomeMail } from './mails/welcome.template.js';
import { PASSWORD_RESET, SIGN_IN, SIGN_UP } from './auth.limits.js';

export const authFeature: Feature = {
  name: 'auth',
  tags: {
    Accounts: 'Sign-up, sign-in, tokens, e-mail verification, passwords.',
    'API keys': 'What apps act with in your name: as much as their scopes say, and for as long as you let them.',
    'Login sessions': 'Where you are signed in, and how to end it; for administrators also where others are.',
  },
  config: [AuthConfig],
  rateLimits: [SIGN_IN, SIGN_UP, PASSWORD_RESET],
  entities: [PasswordCredential, LoginSession, AccessChange, OneTimeToken, SignInThrottle, ApiKey],
  module: () => import('./auth.module.js'),
  http: () => import('./auth.http.module.js'),
  worker: () => import('./auth.worker.module.js'),
  pages: { routes: ['account/*path'] },
  events: [
    {
      type: LOGIN_SUCCEEDED,
      audit: { level: 'security', action: 'user_login' },
      analytics: { reportedAs: { en: 'Sign-ins', fr: 'Connexions' } },
    },
    { type: LOGIN_FAILED, audit: { level: 'security', action: 'user_login_failed', constants: ['reason'] } },
    { type: LOGGED_OUT, audit: { level: 'security', action: 'user_logout' } },
    { type: LOGIN_SESSIONS_ENDED, audit: 'security' },
    { type: PASSWORD_RESET_REQUESTED, audit: 'security' },
    { type: VERIFICATION_REQUESTED, audit: 'info' },
    { type: PASSWORD_CHANGED, audit: 'security' },
    { type: REFRESH_TOKEN_REUSE_DETECTED, audit: 'security' },
    { type: EMAIL_VERIFIED, audit: 'info' },
    { type: EMAIL_CHANGE_REQUESTED, audit: 'security' },
    { type: EMAIL_CHANGE_REVERTED, audit: 'security' },
    {
      type: API_KEY_CREATED,
      audit: { level: 'security', constants: ['scopes'] },
      analytics: { reportedAs: { en: 'New API keys', fr: 'Nouvelles clés d’API' } },
    },
    { type: API_KEY_REVOKED_BY_OWNER, audit: 'security' },
    { type: API_KEY_EXPIRING, audit: { notAudited: 'A timer, not a fact.' }, analytics: 'ignored' },
  ],
  mails: [
    welcomeMail,
    verifyEmailMail,
    passwordResetMail,
    accountInvitationMail,
    onboardingTipsMail,
    refreshReuseMail,
    passwordChangedMail,
    emailChangedMail,
    confirmNewEmailMail,
    apiKeyCreatedMail,
    apiKeyExpiringMail,
  ],
};
