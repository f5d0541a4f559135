import type { MakePart } from '../../security/world-part.js';
import { makeFeed } from './feed.js';

export const makePart: MakePart = async ({ owner }) => {
  // At an address that no name server knows.
  const external = await owner.api.post('/external-calendars', {
    name: 'Private',
    url: 'https://nowhere.invalid/a.ics',
  });
  return {
    ids: { '/calendar-feeds/{id}': (await makeFeed(owner)).id, '/external-calendars/{id}': external.body.id },
  };
};
