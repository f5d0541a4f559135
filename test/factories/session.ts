import type { ApiClient, ApiResponse } from '../support/http.js';
import { addMember, createOrganization } from './organization.js';
import { type Person, signUpAllVerified } from './person.js';

/** Opens a room over the API. */
export async function createSession(
  owner: Pick<Person, 'api'>,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<ApiResponse['body']> {
  const { status, body } = await owner.api.post('/sessions', { title: 'Recursion', ...settings });
  if (status !== 201) throw new Error(`The room was answered with ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Three who share an organization. */
export interface RoomPeople {
  readonly owner: Person;
  readonly editor: Person;
  readonly viewer: Person;
}

export async function signUpForRooms(api: ApiClient): Promise<RoomPeople> {
  const [owner, editor, viewer] = await signUpAllVerified(api, 'Ada', 'Charles', 'Mary');
  const organizationId = await createOrganization(owner);
  for (const person of [editor, viewer]) await addMember(owner, organizationId, person);
  return { owner, editor, viewer };
}

/** A room with an editor and a viewer. */
export async function createSharedSession(
  { owner, editor, viewer }: RoomPeople,
  settings: object = {},
): Promise<string> {
  const { id } = await createSession(owner, { content: 'x = 1\n', ...settings });
  for (const [person, role] of [
    [editor, 'editor'],
    [viewer, 'viewer'],
  ] as const)
    await owner.api.post(`/sessions/${id}/collaborators`, { userId: person.id, role });
  return id;
}
