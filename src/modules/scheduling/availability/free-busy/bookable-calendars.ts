import { Injectable } from '@nestjs/common';
import { together } from '../../../../infra/database/together.js';
import { DAY } from '../../../../kernel/clock.js';
import { type Interval, intersect, merge } from '../../../../kernel/intervals.js';
import { dateOfDay, dayOf, dayOfDate } from '../../../../kernel/zoned-time.js';
import { OrganizationsApi, type PeoplePair } from '../../../people/organizations/organizations.api.js';
import type { Absence, BookableCalendar, Subject } from '../availability.api.js';
import { ClaimsApi } from '../../claims/claims.api.js';
import { AttendedTimes } from './attended-times.js';
import {
  type AbsenceRow,
  BookableCalendarsRepository,
  groupByBookable,
  type RuleRow,
} from './bookable-calendars.repository.js';
import { expandSchedule, type ScheduleRule } from '../schedules/expand-schedule.js';

/** Difference between local dates and dates in UTC, with room for intervals that began the night before. */
const MARGIN = 4 * DAY;

/** Assembles the calendars of many bookables. */
@Injectable()
export class BookableCalendars {
  constructor(
    private readonly repository: BookableCalendarsRepository,
    private readonly claims: ClaimsApi,
    private readonly organizations: OrganizationsApi,
    private readonly attended: AttendedTimes,
  ) {}

  async read(
    subjects: readonly Subject[],
    window: Interval,
    without: readonly string[],
  ): Promise<Map<string, BookableCalendar>> {
    const ids = subjects.map(({ bookableId }) => bookableId);
    const from = dateOfDay(dayOf(window.start - MARGIN));
    const to = dateOfDay(dayOf(window.end + MARGIN));
    const [rules, claimed, { away, busy, attended }] = await together(
      this.repository.rules(subjects, from, to),
      this.claims.within(ids, window, without),
      this.repository.elsewhere(ids, window, without),
    );
    const [claims, absences, busyTimes] = [groupByBookable(claimed), groupByBookable(away), groupByBookable(busy)];
    const standIns = await this.standIns(away);
    const attending = await this.attended.takenBy(attended);
    return new Map(
      rules.map((row) => {
        const { bookableId, kind, isActive, capacity } = row;
        const calendar = {
          bookableId,
          kind,
          isActive,
          capacity,
          ...workingHours(row, window),
          away: (absences.get(bookableId) ?? []).map((absence) => withStandIn(absence, standIns)),
          claims: claims.get(bookableId) ?? [],
          busy: merge(busyTimes.get(bookableId) ?? []),
          attending: attending.get(bookableId) ?? [],
        };
        return [bookableId, calendar];
      }),
    );
  }

  /** Pairs of absent people and stand-ins, as long as both share an organization. */
  private async standIns(absences: readonly AbsenceRow[]): Promise<Set<string>> {
    const pairs = absences.flatMap(({ bookableId, standInId }): PeoplePair[] =>
      standInId === null ? [] : [[bookableId, standInId]],
    );
    return new Set((await this.organizations.colleaguePairs(pairs)).map((pair) => pair.join(' ')));
  }
}

function withStandIn({ bookableId, start, end, standInId }: AbsenceRow, standIns: ReadonlySet<string>): Absence {
  return { start, end, standInId: standIns.has(`${bookableId} ${standInId}`) ? standInId : null };
}

function workingHours(row: RuleRow, window: Interval): Pick<BookableCalendar, 'hasSchedule' | 'open' | 'shifts'> {
  const rule = ruleOf(row);
  if (rule) {
    const shifts = expandSchedule(rule, window);
    return { hasSchedule: true, open: intersect(shifts, [window]), shifts };
  }
  const always = row.kind === 'person' ? [] : [window];
  return { hasSchedule: false, open: always, shifts: always };
}

function ruleOf({ timeZone, weekly, overrides, travels }: RuleRow): ScheduleRule | null {
  if (!timeZone || !weekly || !overrides || !travels) return null;
  return {
    timeZone,
    weekly,
    overrides: new Map(overrides.map(({ date, intervals }) => [dayOfDate(date), intervals])),
    travels: travels.map((travel) => ({
      firstDay: dayOfDate(travel.from),
      lastDay: dayOfDate(travel.to),
      timeZone: travel.timeZone,
    })),
  };
}
