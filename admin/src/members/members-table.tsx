import type { Invitation, Member, Organization } from '@lyceum/sdk';
import { Group, Table, Text } from '@mantine/core';
import { lyceum } from '../lyceum.ts';
import { ORGANIZATIONS } from '../organizations/use-organizations.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { type MemberRights, rightsOver } from './member-rights.ts';
import { NativeSelect } from '../shell/fields/native-select.tsx';

interface Props {
  readonly organization: Organization;
  readonly members: readonly Member[];
  /** With what was done. */
  readonly onDone: (text: string) => void;
}

export function MembersTable({ organization, members, onDone }: Props) {
  const text = useText();
  const { id } = useUser();
  const onlooker = { id, role: organization.myRole };
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('members.member')}</Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            {text('members.role')}
          </Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            {text('members.status')}
          </Table.Th>
          <Table.Th scope="col">{text('absences.change')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {members.map((member) => (
          <MemberRow
            key={member.userId ?? member.email}
            organization={organization}
            member={member}
            rights={rightsOver(member, onlooker)}
            onDone={onDone}
          />
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface RowProps {
  readonly organization: Organization;
  readonly member: Member;
  readonly rights: MemberRights;
  readonly onDone: (text: string) => void;
}

function MemberRow({ organization, member, rights, onDone }: RowProps) {
  const text = useText();
  const { name, email, role, userId, invitation, isServiceAccount } = member;
  const roleName = text(`members.role.${role}`);
  const stands = <Standing member={member} />;
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {name ?? email}
        {name !== null && !isServiceAccount && (
          <Text size="sm" c="dimmed">
            {email}
          </Text>
        )}
        <Text size="sm" component="div" hiddenFrom="sm">
          {roleName}
          <br />
          {stands}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">{roleName}</Table.Td>
      <Table.Td visibleFrom="sm">{stands}</Table.Td>
      <Table.Td>
        <Group gap="xs">
          {userId !== null && rights.roles.length > 0 && (
            <RoleButton {...{ organization, member, userId, onDone }} roles={rights.roles} />
          )}
          {userId !== null && rights.remove && <RemoveButton {...{ organization, member, userId, onDone }} />}
          {invitation && rights.invite && <InvitationButtons {...{ organization, invitation, onDone }} />}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

/** Since when somebody is a member, or until when they may become one. */
function Standing({ member: { invitation, isServiceAccount, joinedAt } }: { readonly member: Member }) {
  const text = useText();
  const { day } = useTimes();
  if (isServiceAccount) return text('members.serviceAccount');
  if (!invitation) return joinedAt === null ? null : text('members.since', { day: day(joinedAt) });
  const { expiresAt, invitedBy, status } = invitation;
  return text(`members.invitation.${status}`, { day: day(expiresAt), name: invitedBy.name });
}

interface ChangeProps {
  readonly organization: Organization;
  readonly member: Member;
  readonly userId: string;
  readonly onDone: (text: string) => void;
}

function RoleButton({
  organization: { id },
  member,
  userId,
  roles,
  onDone,
}: ChangeProps & Pick<MemberRights, 'roles'>) {
  const text = useText();
  const name = member.name ?? member.email;
  return (
    <DialogButton
      label={text('members.changeRole')}
      about={name}
      title={text('members.changeRole.title', { name })}
      submit={text('members.changeRole.submit')}
      action={(given) =>
        lyceum.organizationMembers.update(id, userId, {
          role: roles.find((role) => role === given.get('role')) ?? member.role,
        })
      }
      changes={ORGANIZATIONS}
      onDone={({ role }) => onDone(text('members.roleChanged', { name, role: text(`members.role.${role}`) }))}
    >
      <NativeSelect
        name="role"
        label={text('members.role')}
        defaultValue={roles.at(-1) ?? member.role}
        data={roles.map((value) => ({ value, label: text(`members.role.${value}`) }))}
        data-autofocus
      />
      <Text size="sm">{text('members.roles')}</Text>
    </DialogButton>
  );
}

function RemoveButton({ organization, member, userId, onDone }: ChangeProps) {
  const text = useText();
  const name = member.name ?? member.email;
  return (
    <DialogButton
      label={text('members.remove')}
      about={name}
      title={text('members.remove.title', { name })}
      submit={text('members.remove.submit')}
      isFinal
      action={() => lyceum.organizationMembers.remove(organization.id, userId)}
      changes={ORGANIZATIONS}
      onDone={() => onDone(text('members.removed', { name }))}
      says={text('members.remove.text', { name, organization: organization.name })}
    />
  );
}

interface InvitationProps {
  readonly organization: Organization;
  readonly invitation: Invitation;
  readonly onDone: (text: string) => void;
}

function InvitationButtons({ organization: { id }, invitation, onDone }: InvitationProps) {
  const text = useText();
  const { email, role } = invitation;
  return (
    <>
      <DialogButton
        label={text('members.inviteAgain')}
        about={email}
        title={text('members.inviteAgain.title')}
        submit={text('members.inviteAgain.submit')}
        action={() => lyceum.organizationInvitations.create(id, { email, role })}
        changes={ORGANIZATIONS}
        onDone={() => onDone(text('members.invited', { email }))}
        says={text('members.inviteAgain.text', { email })}
      />
      <DialogButton
        label={text('members.revoke')}
        about={email}
        title={text('members.revoke.title')}
        submit={text('members.revoke.submit')}
        isFinal
        action={() => lyceum.organizationInvitations.delete(id, invitation.id)}
        changes={ORGANIZATIONS}
        onDone={() => onDone(text('members.revoked', { email }))}
        says={text('members.revoke.text', { email })}
      />
    </>
  );
}
