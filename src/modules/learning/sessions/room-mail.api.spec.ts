import { guestPath, roomPath } from './booked/opening.js';
import { roomBlocks } from './room-mail.api.js';

const url = `https://lyceum.test${roomPath('1')}`;

describe('what a mail says of a room', () => {
  it('is its link alone for whoever has an account, and comes in at any time', () => {
    expect(roomBlocks(url, 'en')).toEqual([{ kind: 'action', label: 'Open the room', url }]);
  });

  it('is when it opens, for guests', () => {
    expect(roomBlocks(`https://lyceum.test${guestPath('1', 'lyg_1')}`, 'fr')).toEqual([
      { kind: 'action', label: 'Ouvrir la salle', url: 'https://lyceum.test/rooms/1?lang=fr#guest=lyg_1' },
      { kind: 'note', text: 'Votre lien ouvre la salle 10 minutes avant le début.' },
    ]);
  });

  it('is nothing where the reader has none', () => {
    expect(roomBlocks(null, 'en')).toEqual([]);
  });
});
