import { makeSeries } from '../../factories/series.js';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ owner, member, references: { organizationId } }) => {
  const attendees = [{ userId: member.id }];
  const series = await makeSeries(owner, { organizationId, rrule: 'FREQ=WEEKLY;COUNT=3', attendees });
  return {
    ids: {
      '/booking-series/{id}': series.id,
      '/booking-series/{id}/instances/{recurrenceId}': series.instances[0].recurrenceId,
    },
  };
};
