import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../infra/access/actor.js';
import { DatabaseClock } from '../../../infra/database/database-clock.js';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND, PRECONDITION_FAILED } from '../../../kernel/common-errors.js';
import { invalid } from '../../../kernel/invalid.js';
import { DEFAULT_LANGUAGE } from '../../../kernel/language.js';
import { mapPage, type Page } from '../../../kernel/page.js';
import { assertVersion } from '../../../kernel/versions.js';
import { CoursesApi, type EnteredOffering } from '../courses/courses.api.js';
import type {
  ChangeReflectionDto,
  NewReflectionDto,
  OfferingReflectionDto,
  OfferingReflectionQueryDto,
  ReflectionDto,
  ReflectionFormDto,
  ReflectionFormQueryDto,
  ReflectionQueryDto,
  ReflectionSettingsDto,
  SetReflectionSettingsDto,
} from './reflection.dto.js';
import type { Reflection } from './reflection.entity.js';
import { shownWeek, toOfferingReflectionDto, toReflectionDto } from './reflection.mapper.js';
import {
  crowdOf,
  isAnonymous,
  isCrowd,
  isInWeek,
  isOpen,
  type Opening,
  openingOf,
  presentWeek,
  type ReflectionRules,
  showsNames,
  weeksOf,
  WHOLE_OFFERING,
} from './reflection.rules.js';
import { REFLECTION_CLOSED, REFLECTION_NAMED } from './reflections.errors.js';
import { REFLECTION_SETTINGS_CHANGED, REFLECTION_SUBMITTED } from './reflections.events.js';
import { ReflectionsRepository } from './reflections.repository.js';

interface WeeksRead {
  readonly read: readonly number[];
  /** Of which also what is without a name is read. */
  readonly unnamed: readonly number[];
  /** Of which names are shown. */
  readonly named: ReadonlySet<number>;
}

/** Use cases of what students think of what they learn. */
@Injectable()
export class ReflectionsService {
  constructor(
    private readonly repository: ReflectionsRepository,
    private readonly courses: CoursesApi,
    private readonly clock: DatabaseClock,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError validation_failed, forbidden, reflection_closed, reflection_exists, reflection_named */
  @Transactional()
  async create(
    actor: Actor,
    { offeringId, weekNumber: week, anonymous, language = DEFAULT_LANGUAGE, ...answers }: NewReflectionDto,
  ): Promise<ReflectionDto> {
    const offering = await this.offeringOf(actor, offeringId);
    if (offering.studentId === null) throw new CodedError(FORBIDDEN);
    const { organizationId, studentId } = offering;
    const rules = await this.rulesOf(organizationId);
    const weekNumber = checkedWeek(offering, week, rules);
    const isWithoutName = isAnonymous(rules.anonymity, anonymous);
    if (isWithoutName === null) throw fault('anonymous', 'is not for the author to choose here', 'is_settled');
    if (isWithoutName) await this.assertNameless(offeringId, weekNumber);
    const submittedAt = await this.assertOpen(openingOf(offering, weekNumber, rules));
    const crowd = isWithoutName ? await this.crowdAt(submittedAt, offering, weekNumber, rules) : null;
    const reflection = await this.repository.insert({
      ...{ offeringId, studentId, weekNumber, ...answers, language, isAnonymous: isWithoutName, crowd, submittedAt },
    });
    await this.outbox.append(REFLECTION_SUBMITTED, { organizationId, offeringId, weekNumber: shownWeek(weekNumber) });
    return toReflectionDto(reflection);
  }

  /** What the actor wrote. */
  async list(actor: Actor, query: ReflectionQueryDto): Promise<Page<ReflectionDto>> {
    const studentIds = await this.courses.studentIdsOf(actor.userId);
    return mapPage(await this.repository.list(studentIds, query), toReflectionDto);
  }

  /** @throws CodedError not_found for all but its author */
  async findOne(actor: Actor, id: string): Promise<ReflectionDto> {
    return toReflectionDto(await this.ownOrThrow(actor, await this.repository.findById(id)));
  }

  /**
   * @param version for optimistic locking; undefined: any
   * @throws CodedError not_found, precondition_failed, reflection_closed
   */
  @Transactional()
  async change(actor: Actor, id: string, wanted: ChangeReflectionDto, version?: number): Promise<ReflectionDto> {
    const reflection = await this.ownOrThrow(actor, await this.repository.lock(id));
    assertVersion(version, reflection.version);
    await this.assertStillOpen(reflection);
    const change = Object.fromEntries(
      Object.entries(wanted as Readonly<Record<string, unknown>>).filter(
        ([name, value]) => value !== undefined && value !== reflection[name as keyof Reflection],
      ),
    ) as Partial<Reflection>;
    if (Object.keys(change).length === 0) return toReflectionDto(reflection);
    await this.repository.change(id, change);
    return toReflectionDto({ ...reflection, ...(await this.repository.findById(id)) });
  }

  /** @throws CodedError not_found, reflection_closed */
  @Transactional()
  async delete(actor: Actor, id: string): Promise<void> {
    const reflection = await this.ownOrThrow(actor, await this.repository.lock(id));
    await this.assertStillOpen(reflection);
    await this.repository.delete(id);
  }

  /** For those who teach or manage the offering. @throws CodedError not_found, forbidden */
  async listOf(
    actor: Actor,
    offeringId: string,
    query: OfferingReflectionQueryDto,
  ): Promise<Page<OfferingReflectionDto>> {
    const offering = await this.courses.enter(actor, offeringId);
    if (offering.standing === 'student') throw new CodedError(FORBIDDEN);
    const weeks = await this.weeksShownTo(actor, offering);
    const page = await this.repository.listOf(offeringId, weeks, query);
    const named = page.data.filter(({ isAnonymous: without, weekNumber }) => !without && weeks.named.has(weekNumber));
    const students = await this.courses.studentsByIds(named.map(({ studentId }) => studentId));
    const isNamed = new Set(named);
    return mapPage(page, (reflection) =>
      toOfferingReflectionDto(reflection, isNamed.has(reflection) ? students.get(reflection.studentId) : undefined),
    );
  }

  /** `weeksReadBy`, after it is kept of which names are shown: from then on they can be. */
  private async weeksShownTo(actor: Actor, offering: EnteredOffering): Promise<WeeksRead> {
    const weeks = await this.weeksReadBy(actor, offering);
    const known = await this.repository.namedWeeksOf(offering.id);
    if ([...weeks.named].every((week) => known.has(week))) return weeks;
    return this.transactions.run(async () => {
      await this.repository.holdNames(offering.id, true);
      // Somebody may have answered without a name in the meantime.
      const now = await this.weeksReadBy(actor, offering);
      await this.repository.addNamedWeeks(offering.id, [...now.named]);
      return now;
    });
  }

  /** @throws CodedError reflection_named once names were shown */
  private async assertNameless(offeringId: string, weekNumber: number): Promise<void> {
    await this.repository.holdNames(offeringId, false);
    if ((await this.repository.namedWeeksOf(offeringId)).has(weekNumber)) throw new CodedError(REFLECTION_NAMED);
  }

  /**
   * What there is to read: of all weeks, or of those that one has taught oneself; and of which also who wrote. What has no name
   * is read when nobody can write or change it any more: one after the other, each would say when it came. Days of enrolments
   * that are changed afterwards make its crowd smaller, and not larger.
   */
  private async weeksReadBy(actor: Actor, offering: EnteredOffering): Promise<WeeksRead> {
    const rules = await this.rulesOf(offering.organizationId);
    const counts = await this.repository.countsOf(offering.id);
    const enrolled = await this.courses.enrolledIn(offering.id);
    const taught =
      offering.standing === 'facilitator' ? await this.courses.daysTaughtBy(actor.userId, offering.id) : null;
    const now = await this.clock.now();
    const seen = [...counts.keys()].filter(
      (week) => taught === null || taught.some((days) => isInWeek(days, offering, week)),
    );
    const crowds = new Map(
      [...counts].flatMap(([week, { firstAnonymousAt, crowd }]) => {
        if (!firstAnonymousAt) return [];
        const counted = crowdOf(enrolled, offering, week, firstAnonymousAt, rules.timeZone);
        return [[week, Math.min(counted, crowd ?? counted)] as const];
      }),
    );
    const over = new Set(seen.filter((week) => openingOf(offering, week, rules).closesAt <= now));
    const named = new Set(
      seen.filter((week) => {
        const counted = counts.get(week);
        const crowd = crowds.get(week) ?? 0;
        return counted && showsNames(counted, { crowd, isOver: over.has(week), anonymity: rules.anonymity });
      }),
    );
    return {
      read: seen.filter((week) => named.has(week) || over.has(week)),
      unnamed: seen.filter((week) => isCrowd(crowds.get(week) ?? 0)),
      named,
    };
  }

  /** Only students find it open, and what they have written. @throws CodedError not_found, validation_failed */
  async form(
    actor: Actor,
    offeringId: string,
    { weekNumber: week }: ReflectionFormQueryDto,
  ): Promise<ReflectionFormDto> {
    const offering = await this.courses.enter(actor, offeringId);
    const { studentId } = offering;
    const rules = await this.rulesOf(offering.organizationId);
    const now = await this.clock.now();
    const isWeekly = rules.period === 'week';
    const asked = isWeekly ? (week ?? presentWeek(offering, now, rules.timeZone)) : undefined;
    const weekNumber = checkedWeek(offering, asked, rules);
    const opening = openingOf(offering, weekNumber, rules);
    const isNamed = (await this.repository.namedWeeksOf(offeringId)).has(weekNumber);
    const reflection = studentId && (await this.repository.findOf(studentId, offeringId, weekNumber));
    return {
      ...{ offeringId, title: await this.courses.titleOf(offeringId), weekNumber: shownWeek(weekNumber) },
      ...{ weeks: isWeekly ? weeksOf(offering) : null },
      anonymity: isNamed && rules.anonymity === 'optional' ? 'never' : rules.anonymity,
      anonymousIsRead: isCrowd(await this.crowdAt(now, offering, weekNumber, rules)),
      ...opening,
      isOpen: studentId !== null && isOpen(opening, now) && !(isNamed && rules.anonymity === 'always'),
      reflection: reflection ? toReflectionDto(reflection) : null,
    };
  }

  /** @throws CodedError not_found for those who do not belong to the organization */
  async settings(actor: Actor, organizationId: string): Promise<ReflectionSettingsDto> {
    await this.courses.assertBelongs(actor, organizationId);
    const { period, anonymity, openDays, version } = await this.repository.settingsOf(organizationId);
    return { period, anonymity, openDays, version };
  }

  /**
   * @param version for optimistic locking; undefined: any
   * @throws CodedError not_found, forbidden, precondition_failed
   */
  @Transactional()
  async setSettings(
    actor: Actor,
    organizationId: string,
    settings: SetReflectionSettingsDto,
    version?: number,
  ): Promise<ReflectionSettingsDto> {
    await this.courses.assertManages(actor, organizationId);
    const isSet = await this.repository.setSettings(organizationId, settings, version);
    if (!isSet) throw new CodedError(PRECONDITION_FAILED);
    await this.outbox.append(REFLECTION_SETTINGS_CHANGED, { organizationId, actorId: actor.userId });
    return this.settings(actor, organizationId);
  }

  private async crowdAt(
    moment: Date,
    offering: EnteredOffering,
    weekNumber: number,
    { timeZone }: ReflectionRules,
  ): Promise<number> {
    return crowdOf(await this.courses.enrolledIn(offering.id), offering, weekNumber, moment, timeZone);
  }

  private async rulesOf(organizationId: string): Promise<ReflectionRules> {
    const settings = await this.repository.settingsOf(organizationId);
    return { ...settings, timeZone: await this.courses.timeZoneOf(organizationId) };
  }

  /** The offering that a body names. @throws CodedError validation_failed */
  private offeringOf(actor: Actor, offeringId: string): Promise<EnteredOffering> {
    return this.courses.enter(actor, offeringId).catch((error: unknown) => {
      if (!(error instanceof CodedError) || error.definition !== NOT_FOUND) throw error;
      throw fault('offeringId', 'is no course offering of yours', 'unknown_offering');
    });
  }

  /** Nobody but its author: by its id alone it would say whose it is. @throws CodedError not_found */
  private async ownOrThrow(actor: Actor, reflection: Reflection | null): Promise<Reflection> {
    const isOwn = reflection && (await this.courses.studentIdsOf(actor.userId)).includes(reflection.studentId);
    if (!isOwn) throw new CodedError(NOT_FOUND);
    return reflection;
  }

  /** Also for whoever does not belong to the offering any more: what one wrote can be taken back. */
  private async assertStillOpen({ offeringId, weekNumber }: Reflection): Promise<void> {
    const offering = await this.courses.termOf(offeringId);
    await this.assertOpen(openingOf(offering, weekNumber, await this.rulesOf(offering.organizationId)));
  }

  /** @returns the time @throws CodedError reflection_closed */
  private async assertOpen(opening: Opening): Promise<Date> {
    const now = await this.clock.now();
    if (!isOpen(opening, now)) throw new CodedError(REFLECTION_CLOSED, { extensions: { ...opening } });
    return now;
  }
}

/** @returns what stands for it in the database @throws CodedError validation_failed */
function checkedWeek(offering: EnteredOffering, week: number | undefined, { period }: ReflectionRules): number {
  if (period === 'offering') {
    if (week === undefined) return WHOLE_OFFERING;
    throw fault('weekNumber', 'must be left out: it is the whole offering', 'is_settled');
  }
  if (week === undefined) throw fault('weekNumber', 'must be given', 'is_required');
  if (week > weeksOf(offering)) throw fault('weekNumber', 'is after the offering', 'outside_offering');
  return week;
}

function fault(field: string, message: string, code: string): CodedError {
  return invalid([{ field, pointer: `/${field}`, message, code }]);
}
