import { newEmail, type Person } from '../factories/person.js';
import type { ApiResponse } from '../support/http.js';
import { PNG } from '../support/pictures.js';

interface World {
  readonly member: Person;
  readonly admin: Person;
}

/** What was answered, and how it is read. */
type Answered = readonly [ApiResponse, Person, string];

/** Operations on people that answer what a GET answers. */
export const USER_READS: Readonly<Record<string, (world: World) => Promise<Answered>>> = {
  'users.updateMe': async ({ member }) => {
    const path = '/users/me';
    return [await member.api.patch(path, { timeZone: 'Europe/Paris' }), member, path];
  },
  'userPreferences.update': async ({ member }) => {
    const path = '/users/me/preferences';
    return [await member.api.patch(path, { theme: 'auto' }), member, path];
  },
  'users.replaceProfile': async ({ member }) => {
    const path = `/users/${member.id}/profile`;
    return [await member.api.put(path, { bio: 'Teaches maths.', location: 'Paris' }), member, path];
  },
  'userPictures.replace': async ({ member }) => {
    const path = `/users/${member.id}`;
    return [await member.api.put(`${path}/picture`, { image: PNG }), member, `${path}/profile`];
  },
  'users.create': async ({ admin }) => {
    const answer = await admin.api.post('/users', { name: 'Alan Turing', email: newEmail('made') });
    return [answer, admin, `/users/${answer.body.id}`];
  },
  'users.update': async ({ admin, member }) => {
    const path = `/users/${member.id}`;
    return [await admin.api.patch(path, { role: 'moderator' }), admin, path];
  },
  'users.replace': async ({ admin, member }) => {
    const path = `/users/${member.id}`;
    return [await admin.api.put(path, { name: 'Charles', role: 'user', isActive: true }), admin, path];
  },
};
