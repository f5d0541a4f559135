import { DAY } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { caughtUp, listingFrom, readSyncToken, writeSyncToken } from './sync-token.js';

const issuedAt = new Date('2027-01-31T09:00:00Z');
const after = (days: number) => new Date(issuedAt.getTime() + days * DAY);
const moment = { history: '7300000000000000001/1', horizon: '900719925474099313' };
const earlier = { ...moment, horizon: '900719925474099200' };

const onTheWay = { changedIn: '900719925474099312', id: newId(), listedSince: null };
const listing = { ...listingFrom(earlier), changedIn: '900719925474099999', id: newId() };

describe('a sync token', () => {
  it('says for thirty days where to go on', () => {
    for (const position of [listingFrom(moment), listing, onTheWay, caughtUp(onTheWay, moment)]) {
      const token = writeSyncToken(position, moment.history, issuedAt);
      expect(readSyncToken(token, moment, after(30))).toEqual(position);
      expect(readSyncToken(token, moment, after(30.001))).toBeNull();
    }
  });

  it('leads from the first listing to what changed since it began', () => {
    expect(caughtUp(listing, moment)).toMatchObject({ changedIn: earlier.horizon, listedSince: null });
    expect(caughtUp(onTheWay, moment)).toMatchObject({ changedIn: moment.horizon, listedSince: null });
  });

  it('is of no use in a database that was restored', () => {
    const token = writeSyncToken(onTheWay, moment.history, issuedAt);
    expect(readSyncToken(token, { ...moment, history: '7300000000000000002/1' }, issuedAt)).toBeNull();
    expect(readSyncToken(token, earlier, issuedAt)).toBeNull();
  });

  it.each(['', '1 2', `x h 1 ${newId()} `, `1 h 1.5 ${newId()} `, '1 h 1 not-an-id ', `1 h 1 ${newId()} x`])(
    'is not %p',
    (text) => {
      expect(readSyncToken(text, { history: 'h', horizon: '9' }, new Date(0))).toBeNull();
    },
  );
});
