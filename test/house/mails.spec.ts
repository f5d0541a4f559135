import { readdir, readFile } from 'node:fs/promises';
import { features } from '../../src/apps/features.js';
import type { NotificationType } from '../../src/modules/messages/notifications/notification-type.js';
import { repositoryFile } from './tool-run.js';

const files = (await readdir(repositoryFile('src/modules'), { recursive: true })).map((file) => `src/modules/${file}`);
const sources = new Map(
  await Promise.all(
    files.filter(isMail).map(async (file) => [file, await readFile(repositoryFile(file), 'utf8')] as const),
  ),
);

function isMail(file: string): boolean {
  return /\/mails\/[\w-]+\.(template|spec)\.ts$/.test(file);
}

/** By which notification people with an account are told the same in the application; or why by none. */
const TOLD_AS: Readonly<Record<string, NotificationType | { readonly without: string }>> = {
  ACCOUNT_INVITATION: { without: 'nobody signs in before it' },
  API_KEY_CREATED: 'API_KEY_CREATED',
  API_KEY_EXPIRING: 'API_KEY_EXPIRING',
  BOOKING_CANCELLED: 'BOOKING_CANCELLED',
  BOOKING_CONFIRMATION: 'BOOKING_CONFIRMED',
  BOOKING_DECLINED: 'BOOKING_DECLINED',
  BOOKING_LINK: { without: 'guests without an account ask for it' },
  BOOKING_REMINDER: 'BOOKING_REMINDER',
  BOOKING_REQUESTED: 'BOOKING_REQUESTED',
  BOOKING_RESCHEDULED: 'BOOKING_RESCHEDULED',
  BOOKING_RESTORED: 'BOOKING_RESTORED',
  BOOKING_UPDATED: 'BOOKING_UPDATED',
  BOOKING_WITHDRAWN: 'BOOKING_WITHDRAWN',
  CONFIRM_NEW_EMAIL: { without: 'it proves an address' },
  DAILY_SUMMARY: { without: 'the calendar shows the day' },
  EMAIL_CHANGED: 'EMAIL_CHANGED',
  LOG_ALERT: 'LOG_MISSING',
  LOG_DIGEST: 'LOG_MISSING',
  LOG_REMINDER: 'LOG_DUE',
  LOG_RETURNED: 'LOG_RETURNED',
  ONBOARDING_TIPS: { without: 'the pages say what they are for' },
  ORG_INVITE: 'ORG_INVITE',
  ORG_JOIN_ANSWER: 'ORG_JOIN_ANSWERED',
  ORG_JOIN_REQUESTS: 'ORG_JOIN_REQUESTED',
  PASSWORD_CHANGED: 'PASSWORD_CHANGED',
  PASSWORD_RESET: { without: 'whoever asks for it is not signed in' },
  REFRESH_REUSE: 'SECURITY_ALERT',
  SERIES_CANCELLED: 'SERIES_CANCELLED',
  SERIES_CHANGED: 'SERIES_CHANGED',
  SERIES_CONFIRMATION: 'SERIES_CONFIRMED',
  SERIES_DATES_SKIPPED: 'SERIES_DATES_SKIPPED',
  SERIES_WITHDRAWN: 'SERIES_WITHDRAWN',
  TEST_EMAIL: { without: 'it tries the mail server' },
  TIMETABLE_CHANGED: 'MEETING_CHANGED',
  VERIFY_EMAIL: { without: 'it proves an address' },
  WAITLIST_OFFER: 'WAITLIST_OFFER',
  WAITLIST_REMOVED: 'WAITLIST_REMOVED',
  WEEKLY_REPORT: { without: 'administrators have the figures on their first page' },
  WELCOME: 'WELCOME',
};

describe('mails', () => {
  it('are registered by the feature in whose folder they are', () => {
    for (const { name, mails = [] } of features) {
      const own = [...sources].filter(([file]) => file.split('/')[3] === name && file.endsWith('.template.ts'));
      const named = own.map(([, source]) => /\bname: '([A-Z_]+)'/.exec(source)?.[1]);
      expect([name, mails.map((mail) => mail.name).sort()]).toEqual([name, named.sort()]);
    }
  });

  it('have names of their own', () => {
    const names = features.flatMap(({ mails = [] }) => mails.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });

  it('say nothing that the application does not tell as well, unless there is a reason', async () => {
    expect(Object.keys(TOLD_AS).sort()).toEqual(
      features.flatMap(({ mails = [] }) => mails.map(({ name }) => name)).sort(),
    );
    const code = (
      await Promise.all(
        files
          .filter(
            (file) => /(?<!\.spec|\.feature|\.dto|notification-type)\.ts$/.test(file) && !file.includes('/mails/'),
          )
          .map((file) => readFile(repositoryFile(file), 'utf8')),
      )
    ).join('\n');
    const told = Object.values(TOLD_AS).flatMap((as) => (typeof as === 'string' ? as : []));
    expect(told.filter((type) => !code.includes(`'${type}'`))).toEqual([]);
  });

  it('are shown to keep the rules of all mails', () => {
    const specs = [...sources].filter(([file]) => file.endsWith('.spec.ts')).map(([, source]) => source);
    for (const [file, source] of sources) {
      if (!file.endsWith('.template.ts')) continue;
      const mail = /^export const (\w+Mail)\b/m.exec(source)?.[1];
      expect([file, specs.some((spec) => spec.includes(`describeMail(${mail},`))]).toEqual([file, true]);
    }
  });
});
