import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import type { Page } from '../../../../kernel/page.js';
import { CourseAccess } from '../course-access.js';
import { ExpectationsService } from '../expectations/expectations.service.js';
import type { LogExpectation } from '../expectations/log-expectation.entity.js';
import { OfferingPresenter } from '../offerings/offering.presenter.js';
import { OfferingsRepository } from '../offerings/offerings.repository.js';
import { CoursePeople } from '../people/course-people.js';
import { CourseFacilitator } from '../people/facilitator.entity.js';
import { ProfilesRepository } from '../people/profiles.repository.js';
import { CourseDays } from '../settings/course-days.js';
import type { BoardLogDto, BoardLogQueryDto, LogBoardDto, LogBoardQueryDto, LogFiguresDto } from './log-board.dto.js';
import { type BoardDays, boardDays } from './log-board.rules.js';
import { type BoardGroup, LogBoardRepository } from './log-board.repository.js';

const NOTHING: LogFiguresDto = { submitted: 0, late: 0, missing: 0, due: 0, waived: 0 };

/** Which logs came, are late and are missing, for those who manage the courses of an organization. */
@Injectable()
export class LogBoardService {
  constructor(
    private readonly repository: LogBoardRepository,
    private readonly expectations: ExpectationsService,
    private readonly zones: CourseDays,
    private readonly courses: CourseAccess,
    private readonly offerings: OfferingsRepository,
    private readonly presenter: OfferingPresenter,
    private readonly profiles: ProfilesRepository,
    private readonly people: CoursePeople,
    private readonly clock: DatabaseClock,
  ) {}

  /** @throws CodedError not_found, forbidden, validation_failed */
  async board(actor: Actor, organizationId: string, query: LogBoardQueryDto): Promise<LogBoardDto> {
    const { days, now } = await this.open(actor, organizationId, query);
    const groups = await this.repository.groups(organizationId, days, query, now);
    const of = (by: BoardGroup['by']) => groups.filter((group) => group.by === by);
    const keysOf = (by: BoardGroup['by']) => of(by).flatMap(({ key }) => key ?? []);
    const modules = await this.repository.modules(keysOf('module'));
    const facilitators = await this.facilitatorsOf(keysOf('facilitator'));
    const [total] = of('total');
    const { from, to, timeZone } = days;
    return {
      ...{ from, to, timeZone, total: total ? figuresOf(total) : NOTHING },
      weeks: of('week').flatMap((group) => (group.key === null ? [] : [{ week: group.key, ...figuresOf(group) }])),
      facilitators: of('facilitator').map((group) => ({
        facilitator: (group.key === null ? undefined : facilitators.get(group.key)) ?? null,
        ...figuresOf(group),
      })),
      modules: of('module').flatMap((group) => {
        const module = group.key === null ? undefined : modules.get(group.key);
        return module ? [{ module, ...figuresOf(group) }] : [];
      }),
      unassigned: await this.presenter.present(await this.repository.unassigned(organizationId)),
    };
  }

  /** What the board counts, one by one. @throws CodedError not_found, forbidden, validation_failed */
  async list(
    actor: Actor,
    organizationId: string,
    { from, to, facilitatorId, moduleId, status, ...page }: BoardLogQueryDto,
  ): Promise<Page<BoardLogDto>> {
    const { days, now } = await this.open(actor, organizationId, { ...(from && { from }), ...(to && { to }) });
    const filter = {
      ...(facilitatorId && { facilitatorId }),
      ...(moduleId && { moduleId }),
      ...(status && { status }),
    };
    const { data, meta } = await this.repository.list(organizationId, days, filter, page, now);
    return { data: await this.present(data), meta };
  }

  private async open(
    actor: Actor,
    organizationId: string,
    query: { readonly from?: string; readonly to?: string },
  ): Promise<{ readonly days: BoardDays; readonly now: Date }> {
    await this.courses.assertMayChange(actor, organizationId);
    const timeZone = await this.zones.zoneOf(organizationId);
    const now = await this.clock.now();
    return { days: boardDays(query, timeZone, now), now };
  }

  private async present(expectations: readonly LogExpectation[]): Promise<BoardLogDto[]> {
    const shown = await this.expectations.present(expectations);
    const parts = await this.offerings.partsOf([...new Set(shown.map(({ allocationId }) => allocationId))]);
    const logs = await this.repository.written(shown);
    const written = new Map(logs.map(({ allocationId, weekNumber, ...log }) => [`${allocationId} ${weekNumber}`, log]));
    return shown.flatMap((one) => {
      const made = parts.get(one.allocationId);
      // Deleted with its organization between the two queries.
      if (!made) return [];
      const log = written.get(`${one.allocationId} ${one.weekNumber}`) ?? null;
      return [{ ...one, module: made.module, class: made.class, log }];
    });
  }

  private async facilitatorsOf(ids: readonly string[]) {
    const profiles = await this.profiles.findByIds(CourseFacilitator, ids);
    const personOf = await this.people.of([...profiles.values()]);
    return new Map([...profiles.values()].map((profile) => [profile.id, { id: profile.id, user: personOf(profile) }]));
  }
}

function figuresOf({ submitted, late, missing, due, waived }: BoardGroup): LogFiguresDto {
  return { submitted, late, missing, due, waived };
}
