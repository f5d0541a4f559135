import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Sealer } from '../../../../infra/sealing/sealer.js';
import { Clock } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { BookingSyncRepository, type ChangeRow } from './booking-sync.repository.js';
import { BookingPresenter } from '../booking/booking.presenter.js';
import { isLive } from '../booking/booking.rules.js';
import { SYNC_TOKEN_EXPIRED } from '../bookings.errors.js';
import type { BookingChangeDto, BookingChangesDto, BookingChangesQueryDto } from './booking-sync.dto.js';
import {
  caughtUp,
  listingFrom,
  readSyncToken,
  type SyncMoment,
  type SyncPosition,
  writeSyncToken,
} from './sync-token.js';

const DEFAULT_LIMIT = 20;

/** Incremental synchronization (delta sync) of a person's bookings, by opaque sync tokens. */
@Injectable()
export class BookingSyncService {
  constructor(
    private readonly repository: BookingSyncRepository,
    private readonly presenter: BookingPresenter,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** @throws CodedError sync_token_expired */
  async changes(
    actor: Actor,
    { syncToken, limit = DEFAULT_LIMIT }: BookingChangesQueryDto,
  ): Promise<BookingChangesDto> {
    // Before the rows are read, so that concurrent commits are read twice rather than missed.
    const moment = await this.repository.now();
    const position = syncToken === undefined ? listingFrom(moment) : this.open(actor, syncToken, moment);
    const rows = await this.repository.changesOf(actor.userId, position, moment, limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const hasMore = rows.length > limit;
    const next =
      hasMore && last ? { ...position, changedIn: last.changedIn, id: last.bookingId } : caughtUp(position, moment);
    const nextSyncToken = this.seal(actor, next, moment);
    return { data: await this.present(actor, page), meta: { limit, hasMore, nextSyncToken } };
  }

  private async present(actor: Actor, rows: readonly ChangeRow[]): Promise<BookingChangeDto[]> {
    const bookings = await this.presenter.page(
      actor,
      rows.filter((row) => row.isTheirs),
    );
    const byId = new Map(bookings.map((booking) => [booking.id, booking]));
    return rows.map(({ bookingId }) => {
      const booking = byId.get(bookingId) ?? null;
      return { bookingId, isRemoved: booking === null || !isLive(booking.status), booking };
    });
  }

  private seal({ userId }: Actor, position: SyncPosition, { history }: SyncMoment): string {
    return this.sealer.seal(writeSyncToken(position, history, this.clock.now()), purposeFor(userId));
  }

  private open({ userId }: Actor, token: string, moment: SyncMoment): SyncPosition {
    const text = this.sealer.open(token, purposeFor(userId));
    const position = text === null ? null : readSyncToken(text, moment, this.clock.now());
    if (!position) throw new CodedError(SYNC_TOKEN_EXPIRED);
    return position;
  }
}

/** Tokens are bound to the person by the purpose of the seal. */
function purposeFor(userId: string): string {
  return `bookings.sync_token.${userId}`;
}
