import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';

export const DISPOSABLE_DOMAINS: ReadonlySet<string> = disposableEmailBlocklistSet();
