import { AUDIENCES, HOLDINGS, newsFor, type Sent, TURNS } from './booking-news.js';

/** Cells of the decision table with a message. */
function cells() {
  return TURNS.flatMap((turn) =>
    (['pending', 'confirmed'] as const).flatMap((status) =>
      AUDIENCES.flatMap((audience) =>
        HOLDINGS.flatMap((before) => {
          const sent = newsFor(turn, status, audience, before);
          return sent ? [{ turn, status, audience, before, ...sent }] : [];
        }),
      ),
    ),
  );
}

describe('what somebody is told', () => {
  it('is never that something is confirmed which is not', () => {
    expect(cells().filter(({ status, news }) => status === 'pending' && news === 'confirmed')).toEqual([]);
  });

  it('updates or cancels an invitation for whoever has it, whatever happens', () => {
    const ends = ['left', 'declined', 'cancelled'];
    for (const { turn, before, method, holds } of cells())
      if (before === 'invitation')
        expect({ turn, method, holds }).toEqual(
          ends.includes(turn)
            ? { turn, method: 'CANCEL', holds: 'nothing' }
            : { turn, method: 'REQUEST', holds: 'invitation' },
        );
  });

  it('leaves nobody with an invitation to what is over or moved', () => {
    for (const audience of AUDIENCES) {
      expect(newsFor('declined', 'pending', audience, 'invitation')).toMatchObject({ method: 'CANCEL' });
      for (const status of ['pending', 'confirmed'] as const) {
        for (const turn of ['left', 'cancelled'] as const)
          expect(newsFor(turn, status, audience, 'invitation')).toMatchObject({ method: 'CANCEL' });
        if (audience !== 'decliner')
          expect(newsFor('moved', status, audience, 'invitation')).toMatchObject({ method: 'REQUEST' });
      }
    }
  });

  it('is nothing of a change or an end to whoever was told of nothing', () => {
    const fromNothing = cells().filter(({ before }) => before === 'nothing');
    expect(new Set(fromNothing.map(({ news }) => news))).toEqual(
      new Set<Sent['news']>(['requested', 'confirmed', 'restored']),
    );
  });

  it('is nothing of a request to those who neither decide nor ask', () => {
    expect(cells().filter(({ audience, holds }) => audience === 'attendee' && holds === 'request')).toEqual([]);
  });
});
