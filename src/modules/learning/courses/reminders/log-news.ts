import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../../infra/config/config.js';
import { DEFAULT_LANGUAGE } from '../../../../kernel/language.js';
import { formatMoment } from '../../../../kernel/when.js';
import { MailApi, type MailRecipient } from '../../../messages/mail/mail.api.js';
import { type NewNotification, NotificationsApi } from '../../../messages/notifications/notifications.api.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { type UserRecord, UsersApi } from '../../../people/users/users.api.js';
import { OfferingsRepository } from '../offerings/offerings.repository.js';
import { logAlertMail } from '../mails/log-alert.template.js';
import { logDigestMail } from '../mails/log-digest.template.js';
import { type Alert, LOG_TEXTS, type LogLine } from '../mails/log-mails.js';
import { type Digest, type Intent, LogNoticesRepository, type NewsOfLog } from './log-notices.repository.js';
import { logReminderMail } from '../mails/log-reminder.template.js';
import { isReminder, LogReaders } from './log-readers.js';
import { causeOf } from './log-reminders.js';

const SHOWN = 20;

/** Tells people of expected logs, each once of each by a rule and channel, in the transaction of the caller. */
@Injectable()
export class LogNews {
  constructor(
    private readonly notices: LogNoticesRepository,
    private readonly readers: LogReaders,
    private readonly offerings: OfferingsRepository,
    private readonly organizations: OrganizationsApi,
    private readonly users: UsersApi,
    private readonly mail: MailApi,
    private readonly notifications: NotificationsApi,
    private readonly app: AppConfig,
  ) {}

  /**
   * @param actorId who caused it, and is not told
   * @returns whether anything was new
   */
  async tell(news: readonly NewsOfLog[], actorId: string | null = null): Promise<boolean> {
    const intents = await this.intentsOf(news, actorId);
    const people = await this.users.findByIds([...new Set(intents.map(({ userId }) => userId))]);
    // Also of who is told nothing: it is settled then.
    const recorded = intents.length === 0 ? [] : await this.notices.record(intents);
    const lines = await this.linesOf(news);
    for (const group of groupsOf(recorded)) {
      const person = people.get(group.userId);
      const logs = group.news.flatMap(({ id }) => lines.get(id) ?? []);
      if (person?.isActive && logs.length > 0) await this.tellOne(person, group, logs);
    }
    return recorded.length > 0;
  }

  async digest({ organizationId, day, ...counts }: Digest, now: Date): Promise<void> {
    if (counts.missing + counts.late + counts.submitted + counts.due === 0) return;
    const organization = (await this.organizations.findByIds([organizationId])).get(organizationId);
    if (!organization) return;
    const missing = await this.notices.missing(organizationId, now, SHOWN);
    const lines = await this.linesOf(missing);
    const boardUrl = `${this.boardUrl}?of=${organizationId}`;
    const data = { ...counts, organization: organization.name, date: day, logs: [...lines.values()], boardUrl };
    const managers = await this.users.findByIds(await this.organizations.courseManagersOf(organizationId));
    for (const person of managers.values())
      if (person.isActive && person.emailVerified)
        await this.mail.queue({
          ...{ template: logDigestMail, to: recipient(person), data, sender: null },
          cause: `log-digest:${organizationId}:${now.toISOString()}`,
        });
  }

  private get boardUrl(): string {
    return `${this.app.publicUrl}/app/courses/board`;
  }

  private async intentsOf(news: readonly NewsOfLog[], actorId: string | null): Promise<Intent[]> {
    const intents: Intent[] = [];
    for (const [one, readers] of await this.readers.of(news))
      for (const told of readers)
        if (told !== actorId)
          for (const channel of one.rule === 'submitted' ? (['in_app'] as const) : (['email', 'in_app'] as const))
            intents.push({ news: one, userId: told, channel });
    return intents;
  }

  private async tellOne(person: UserRecord, group: Group, logs: readonly LogLine[]): Promise<void> {
    const [first] = group.news;
    const [line] = logs;
    if (!first || !line) return;
    const cause = causeOf(first);
    const language = person.language ?? DEFAULT_LANGUAGE;
    if (group.channel === 'email') {
      if (!person.emailVerified) return;
      const common = { to: recipient(person), cause, sender: null };
      const logUrl = `${this.app.publicUrl}/app/logs/${line.offeringId}?week=${line.weekNumber}`;
      if (isReminder(group.rule))
        await this.mail.queue({ ...common, template: logReminderMail, data: { ...line, logUrl } });
      else
        await this.mail.queue({
          ...{ ...common, template: logAlertMail },
          data: { what: group.rule as Alert, count: logs.length, logs: logs.slice(0, SHOWN), boardUrl: this.boardUrl },
        });
      return;
    }
    const notice = noticeOf(group.rule, logs, line, person.timeZone, language);
    const place = isReminder(group.rule) ? { offeringId: line.offeringId, weekNumber: line.weekNumber } : {};
    const metadata = { expectationIds: group.news.slice(0, SHOWN).map(({ id }) => id), ...place };
    await this.notifications.notify([{ userId: person.id, ...notice, language, metadata, cause }]);
  }

  /** By the id of the expectation, in its order. */
  private async linesOf(news: readonly NewsOfLog[]): Promise<ReadonlyMap<string, LogLine>> {
    const parts = await this.offerings.partsOf([...new Set(news.map(({ allocationId }) => allocationId))]);
    return new Map(
      news.flatMap(({ id, allocationId, weekNumber, dueAt }) => {
        const made = parts.get(allocationId);
        const offering = made && `${made.module.code} ${made.module.name}, ${made.class.name}`;
        return offering === undefined ? [] : [[id, { offeringId: allocationId, offering, weekNumber, dueAt }] as const];
      }),
    );
  }
}

interface Group extends Pick<Intent, 'userId' | 'channel'> {
  readonly rule: string;
  readonly news: NewsOfLog[];
}

/** Reminders one by one, because each is taken back by itself; of everything else one message a person. */
function groupsOf(intents: readonly Intent[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { news, ...of } of intents) {
    const { rule, id } = news;
    const key = [rule, of.userId, of.channel, isReminder(rule) ? id : ''].join();
    const group = groups.get(key);
    if (group) group.news.push(news);
    else groups.set(key, { ...of, rule, news: [news] });
  }
  return [...groups.values()];
}

function recipient({ id, email, name, timeZone, language }: UserRecord): MailRecipient {
  return { userId: id, email, name, timeZone, language };
}

function noticeOf(
  rule: string,
  logs: readonly LogLine[],
  { offering, weekNumber, dueAt }: LogLine,
  timeZone: string,
  language: 'en' | 'fr',
): Pick<NewNotification, 'type' | 'title' | 'message'> {
  const { line, reminder, ...texts } = LOG_TEXTS[language];
  const due = formatMoment(dueAt, timeZone, language);
  if (isReminder(rule))
    return {
      ...{ type: 'LOG_DUE', title: reminder.title(offering, weekNumber) },
      message: reminder.message(offering, weekNumber, due),
    };
  const { title, news } = texts[rule as Alert];
  const shown = logs
    .slice(0, SHOWN)
    .map((log) => line(log.offering, log.weekNumber, formatMoment(log.dueAt, timeZone, language)));
  return {
    type: rule === 'submitted' || rule === 'late' ? 'LOG_SUBMITTED' : 'LOG_MISSING',
    title: title(logs.length),
    message: [news, ...shown].join(' '),
  };
}
