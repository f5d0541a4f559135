import { Injectable } from '@nestjs/common';
import { IsolatedRows } from '../../../../infra/database/isolated-rows.js';
import { BookedRooms } from '../../sessions/sessions.api.js';
import { MeetingPlacesRepository, type OutlivedPlace } from './meeting-places.repository.js';

const BATCH = 200;

/** Ends places in rooms for code of those who taught there and do so no more. */
@Injectable()
export class OutlivedPlaces {
  constructor(
    private readonly places: MeetingPlacesRepository,
    private readonly rooms: BookedRooms,
    private readonly isolated: IsolatedRows,
  ) {}

  /** @param offeringId of one offering; null: of all */
  async end(offeringId: string | null): Promise<void> {
    let after: OutlivedPlace | null = null;
    for (let isMore = true; isMore;) {
      const some: OutlivedPlace[] = await this.places.outlived(offeringId, after, BATCH);
      await this.isolated.forEach(
        'courses.outlived-places',
        some,
        ({ userId }) => userId,
        // The room goes to whoever holds the next meeting, where it was theirs.
        ({ sessionId, userId, hostId }) => this.rooms.handOver(sessionId, userId, hostId),
      );
      after = some.at(-1) ?? null;
      isMore = some.length === BATCH;
    }
  }
}
