import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../../infra/config/config.js';
import { Clock } from '../../../../kernel/clock.js';
import { DEFAULT_LANGUAGE } from '../../../../kernel/language.js';
import { MailApi } from '../../../messages/mail/mail.api.js';
import { type NewNotification, NotificationsApi } from '../../../messages/notifications/notifications.api.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { type UserRecord, UsersApi } from '../../../people/users/users.api.js';
import { timetableChangedMail } from '../mails/timetable-changed.template.js';
import { TIMETABLE_TEXTS, type TimetableNewsKind } from '../mails/timetable-texts.js';
import { type MeetingRow, MeetingsRepository } from './meetings.repository.js';

const SHOWN = 20;

export interface TimetableNewsItem {
  readonly what: TimetableNewsKind;
  readonly meetingIds: readonly string[];
  /** Of this offering alone, which does not meet in them any more, although others do. */
  readonly leavingId?: string;
  /** Cancelled because nobody is assigned: those who manage the courses are told that. */
  readonly untaught?: boolean;
  /** Who caused it, and is not told. */
  readonly actorId: string | null;
  /** Idempotency key. */
  readonly cause: string;
}

/** Tells people of changed meetings, one message a person for all that changed in one step, in the caller’s transaction. */
@Injectable()
export class TimetableNews {
  constructor(
    private readonly repository: MeetingsRepository,
    private readonly organizations: OrganizationsApi,
    private readonly users: UsersApi,
    private readonly mail: MailApi,
    private readonly notifications: NotificationsApi,
    private readonly app: AppConfig,
    private readonly clock: Clock,
  ) {}

  async tell({ what, meetingIds, leavingId, untaught = false, actorId, cause }: TimetableNewsItem): Promise<void> {
    const meetings = (await this.repository.findAll(meetingIds)).filter((row) =>
      this.isNews(leavingId === undefined ? what : 'moved', row),
    );
    const [first] = meetings;
    if (!first) return;
    const toldOf = await this.audienceOf(what, meetings, leavingId ?? null);
    const managing = untaught ? await this.managersOf(meetings) : new Map<string, Set<string>>();
    for (const [id, ids] of managing) toldOf.set(id, ids);
    toldOf.delete(actorId ?? '');
    const members = new Set(await this.organizations.membersAmong(first.organizationId, [...toldOf.keys()]));
    const people = await this.users.findByIds([...members]);
    for (const person of people.values()) {
      const ids = toldOf.get(person.id);
      const own = meetings.filter(({ id }) => ids?.has(id));
      if (!person.isActive || own.length === 0) continue;
      await this.tellOne(person, managing.has(person.id) ? 'untaught' : what, own, cause);
    }
  }

  /** What is over is no news, and neither is what changed again meanwhile: another message tells of that. */
  private isNews(what: TimetableNewsKind, { status, end }: MeetingRow): boolean {
    return (what === 'cancelled') === (status === 'cancelled') && new Date(end) > this.clock.now();
  }

  /** By person, the ids of the meetings. */
  private async audienceOf(
    what: TimetableNewsKind,
    meetings: readonly MeetingRow[],
    leavingId: string | null,
  ): Promise<Map<string, Set<string>>> {
    const ids = meetings.map(({ id }) => id);
    if (what === 'unheld') return this.managersOf(meetings);
    const toldOf = new Map<string, Set<string>>();
    const add = (userId: string, id: string) => toldOf.set(userId, (toldOf.get(userId) ?? new Set()).add(id));
    if (leavingId === null) for (const { id, hostId } of meetings) add(hostId, id);
    if (what !== 'planned')
      for (const { userId, id } of await this.repository.peopleOf(ids, leavingId)) add(userId, id);
    return toldOf;
  }

  /** Those who manage the courses, of all of them. */
  private async managersOf(meetings: readonly MeetingRow[]): Promise<Map<string, Set<string>>> {
    const managers = await this.organizations.courseManagersOf(meetings[0]?.organizationId ?? '');
    return new Map(managers.map((id) => [id, new Set(meetings.map((meeting) => meeting.id))]));
  }

  private async tellOne(
    person: UserRecord,
    what: TimetableNewsKind,
    meetings: readonly MeetingRow[],
    cause: string,
  ): Promise<void> {
    const language = person.language ?? DEFAULT_LANGUAGE;
    const [first] = meetings;
    if (!first) return;
    const { line, ...texts } = TIMETABLE_TEXTS[language];
    const shown = meetings.slice(0, SHOWN);
    const reason = what === 'cancelled' ? first.cancelReason : null;
    const notice: Pick<NewNotification, 'type' | 'title' | 'message'> = {
      type: what === 'cancelled' || what === 'untaught' ? 'MEETING_CANCELLED' : 'MEETING_CHANGED',
      title: texts[what].title(first.title, meetings.length),
      message: [texts[what].news, ...shown.map((row) => line(row, person.timeZone)), ...(reason ? [reason] : [])].join(
        ' ',
      ),
    };
    const metadata = { meetingIds: shown.map(({ id }) => id), offeringId: first.offeringIds[0] ?? null };
    await this.notifications.notify([{ userId: person.id, ...notice, language, metadata, cause }]);
    if (!person.emailVerified || what === 'planned') return;
    const { id: userId, email, name, timeZone } = person;
    const timetableUrl = `${this.app.publicUrl}/app/courses/${first.offeringIds[0] ?? ''}`;
    await this.mail.queue({
      ...{ template: timetableChangedMail, sender: null, cause },
      to: { userId, email, name, timeZone, language },
      data: {
        ...{ what, count: meetings.length, reason, timetableUrl },
        meetings: shown.map(({ title, start, end }) => ({ title, start, end })),
      },
    });
  }
}
