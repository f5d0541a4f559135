import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../infra/access/actor.js';
import { CircuitBreakers } from '../../../infra/circuits/circuit-breakers.js';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { EgressClient } from '../../../infra/egress/egress-client.js';
import { assertVersion } from '../../../kernel/versions.js';
import { invalid } from '../../../kernel/invalid.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import { newId } from '../../../kernel/ids.js';
import { mapPage, type Page } from '../../../kernel/page.js';
import { SessionLock } from '../../people/auth/auth.api.js';
import { AvailabilityApi } from '../availability/availability.api.js';
import { CalendarAddresses } from './calendar-addresses.js';
import { CALENDAR_SERVERS, calendarServerOf } from './calendar-servers.js';
import { TOO_MANY_EXTERNAL_CALENDARS } from './calendars.errors.js';
import type {
  ChangeExternalCalendarDto,
  ExternalCalendarDto,
  ExternalCalendarQueryDto,
  NewExternalCalendarDto,
} from './dto/external-calendar.dto.js';
import type { ExternalCalendar } from './entities/external-calendar.entity.js';
import { toExternalCalendarDto } from './external-calendar.mapper.js';
import { fetchableUrl, MOST_EXTERNAL_CALENDARS } from './external-calendar.rules.js';
import { ExternalCalendarsRepository } from './external-calendars.repository.js';

/** Management of external calendars by their owners. The worker reads them. */
@Injectable()
export class ExternalCalendarsService {
  constructor(
    private readonly repository: ExternalCalendarsRepository,
    private readonly addresses: CalendarAddresses,
    private readonly availability: AvailabilityApi,
    private readonly session: SessionLock,
    private readonly egress: EgressClient,
    private readonly circuits: CircuitBreakers,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError validation_failed, too_many_external_calendars */
  @Transactional()
  async create(actor: Actor, wanted: NewExternalCalendarDto): Promise<ExternalCalendarDto> {
    await this.session.hold(actor);
    const ownerId = actor.userId;
    const address = this.addressOf(wanted.url);
    const bookableId = wanted.bookableId?.toLowerCase() ?? ownerId;
    if (!(await this.availability.findPlannedBy(ownerId, bookableId)))
      throw fault('bookableId', 'is nothing that you manage', 'unknown_bookable');
    if ((await this.repository.lockCount(ownerId)) >= MOST_EXTERNAL_CALENDARS)
      throw new CodedError(TOO_MANY_EXTERNAL_CALENDARS);
    if (bookableId === ownerId) await this.availability.ensurePeople([ownerId]);
    const { name } = wanted;
    return toExternalCalendarDto(await this.repository.insert({ id: newId(), ownerId, bookableId, name, ...address }));
  }

  async list({ userId }: Actor, query: ExternalCalendarQueryDto): Promise<Page<ExternalCalendarDto>> {
    return mapPage(await this.repository.list(userId, query), toExternalCalendarDto);
  }

  async findOne(actor: Actor, id: string): Promise<ExternalCalendarDto> {
    return toExternalCalendarDto(await this.getOrThrow(actor, id));
  }

  /** @throws CodedError validation_failed, precondition_failed */
  @Transactional()
  async change(
    actor: Actor,
    id: string,
    { name, url }: ChangeExternalCalendarDto,
    version: number | undefined,
  ): Promise<ExternalCalendarDto> {
    await this.session.hold(actor);
    const calendar = await this.repository.lock(actor.userId, id);
    if (!calendar) throw new CodedError(NOT_FOUND);
    assertVersion(version, calendar.version);
    const change = { ...(name === undefined ? {} : { name }), ...(url === undefined ? {} : this.addressOf(url)) };
    if (Object.keys(change).length > 0) await this.repository.change(calendar, change);
    if (url !== undefined) {
      await this.repository.startAnew(id);
      await this.circuits.forget(CALENDAR_SERVERS, calendarServerOf(calendar.maskedUrl));
    }
    return this.findOne(actor, id);
  }

  @Transactional()
  async sync(actor: Actor, id: string): Promise<ExternalCalendarDto> {
    await this.getOrThrow(actor, id);
    await this.repository.wantSync(id);
    return this.findOne(actor, id);
  }

  /** Deletes it with its busy times. */
  @Transactional()
  async remove(actor: Actor, id: string): Promise<void> {
    await this.forget(await this.getOrThrow(actor, id));
  }

  /** In the transaction of the caller. */
  async removeAllOf(ownerId: string): Promise<void> {
    for (const calendar of await this.repository.findAllOf(ownerId)) await this.forget(calendar);
  }

  /** A worker that is about to write busy times holds the row lock, so none appear afterwards. */
  private async forget({ id, bookableId, maskedUrl }: ExternalCalendar): Promise<void> {
    if (!(await this.repository.delete(id))) throw new CodedError(NOT_FOUND);
    // Its name may be theirs. Where others have calendars too, the next failures are counted anew.
    await this.circuits.forget(CALENDAR_SERVERS, calendarServerOf(maskedUrl));
    await this.availability.replaceBusyTimes(bookableId, id, []);
  }

  private async getOrThrow({ userId }: Actor, id: string): Promise<ExternalCalendar> {
    const calendar = await this.repository.find(userId, id);
    if (!calendar) throw new CodedError(NOT_FOUND);
    return calendar;
  }

  /** @throws CodedError validation_failed for what can be refused without DNS */
  private addressOf(given: string): Pick<ExternalCalendar, 'sealedUrl' | 'maskedUrl'> {
    const url = fetchableUrl(given);
    const wrong = this.egress.faultOf(url);
    if (wrong) throw fault('url', wrong.message, wrong.code);
    return this.addresses.seal(url);
  }
}

function fault(field: string, message: string, code: string): CodedError {
  return invalid([{ pointer: `/${field}`, field, message, code }]);
}
