import { defineError } from '../../../kernel/coded-error.js';
import { MOST_ACCOUNTS } from './service-accounts/service-account.rules.js';
import { mapConstraint } from '../../../infra/database/constraint-errors.js';

export const LAST_OWNER = defineError({
  code: 'last_owner',
  kind: 'conflict',
  title: 'The last owner of an organization cannot be lost.',
  description: 'Make another member an owner first, or delete the organization.',
});
export const ALREADY_MEMBER = defineError({
  code: 'already_member',
  kind: 'conflict',
  title: 'The person is a member of the organization.',
  description: 'There is nothing to add; change the role of the member instead.',
});
export const NOT_ANOTHER_MEMBER = defineError({
  code: 'not_another_member',
  kind: 'unprocessable',
  title: 'The new owner has to be another member of the organization.',
  description: 'Add the person to the organization first.',
});
export const INVITATION_INVALID = defineError({
  code: 'invitation_invalid',
  kind: 'not_found',
  title: 'The invitation is not valid.',
  description: 'The link was accepted, revoked or replaced by a newer one. Ask for a new invitation.',
});
export const INVITATION_EXPIRED = defineError({
  code: 'invitation_expired',
  kind: 'gone',
  title: 'The invitation has expired.',
  description: 'An invitation is valid for seven days. Ask for a new one.',
});
export const INVITATION_FOR_ANOTHER = defineError({
  code: 'invitation_for_another',
  kind: 'forbidden',
  title: 'The invitation was sent to another address.',
  description: 'Sign in or sign up with the e-mail address that was invited.',
});
export const TOO_MANY_SERVICE_ACCOUNTS = defineError({
  code: 'too_many_service_accounts',
  kind: 'conflict',
  title: 'There are too many service accounts.',
  description: `An organization has at most ${MOST_ACCOUNTS}. Give one of them another key, or delete one that no app uses any more.`,
});
export const IS_SERVICE_ACCOUNT = defineError({
  code: 'is_service_account',
  kind: 'conflict',
  title: 'That member is a service account.',
  description: 'It owns nothing and keeps its role; it is deleted under `/organizations/{id}/service-accounts`.',
});

mapConstraint('organizations_owner_check', LAST_OWNER);
mapConstraint('organization_members_user_key', ALREADY_MEMBER);
