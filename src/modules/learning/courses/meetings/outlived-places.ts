import { Injectable } from '@nestjs/common';
import { IsolatedRows } from '../../../../infra/database/isolated-rows.js';
import { managesCourses, OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { BookedRooms } from '../../sessions/sessions.api.js';
import { MeetingPlacesRepository, type OutlivedPlace } from './meeting-places.repository.js';

const BATCH = 200;

/** Ends places in rooms for code of those who taught there and do so no more. */
@Injectable()
export class OutlivedPlaces {
  constructor(
    private readonly places: MeetingPlacesRepository,
    private readonly rooms: BookedRooms,
    private readonly organizations: OrganizationsApi,
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
        (place) => this.endOne(place),
      );
      after = some.at(-1) ?? null;
      isMore = some.length === BATCH;
    }
  }

  private async endOne({ userId, sessionId, hostId, organizationId, endedAt }: OutlivedPlace): Promise<void> {
    // Whoever joins meanwhile waits for it, or is seen here.
    await this.rooms.hold(sessionId);
    const standing = await this.organizations.standingOf(organizationId, userId);
    if (standing && managesCourses(standing)) return;
    if (await this.places.takesPart(userId, sessionId)) return;
    // The room goes to whoever holds the next meeting, where it was theirs.
    await this.rooms.handOver(sessionId, userId, hostId, new Date(endedAt));
  }
}
