import type { JoinCode, JoinRequest, OrganizationDetails } from '@lyceum/sdk';
import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { OrganizationFrame } from '../organizations/organization-frame.tsx';
import { isManaged, ORGANIZATIONS } from '../organizations/use-organizations.ts';
import { CopyButton } from '../shell/copy-button.tsx';
import { DialogButton } from '../shell/dialog-button.tsx';
import { Checkbox } from '../shell/fields/checkbox.tsx';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { textIn, textOrNull } from '../shell/form-values.ts';
import { Section } from '../shell/section.tsx';
import { useDone } from '../shell/use-done.tsx';
import { WholeList } from '../shell/whole-list.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';

const route = getRouteApi('/organizations/$id/requests');
const ROLES = ['student', 'facilitator'] as const;
const MOST = 100;

/** Who asks to be admitted to an organization, and by what codes. */
export function JoiningPage() {
  const { id } = route.useParams();
  return (
    <OrganizationFrame id={id} title="joining.title">
      {(organization) => <Joining organization={organization} />}
    </OrganizationFrame>
  );
}

interface Props {
  readonly organization: OrganizationDetails;
}

function Joining({ organization }: Props) {
  const text = useText();
  const done = useDone();
  const { id } = organization;
  const requests = useQuery({
    queryKey: [...ORGANIZATIONS, 'join-requests', id],
    queryFn: ({ signal }) => lyceum.organizationJoinRequests.list(id, { limit: MOST }, { signal }),
  });
  return (
    <>
      {done.message}
      <WholeList query={requests} empty={text('joining.none')} cut={text('joining.more')}>
        {(waiting) => waiting.map((request) => <Request key={request.id} request={request} onDone={done.say} />)}
      </WholeList>
      {isManaged(organization) && <Codes organization={organization} onDone={done.say} />}
    </>
  );
}

interface DoneProps {
  /** With what was done. */
  readonly onDone: (said: string) => void;
}

function Request({ request, onDone }: DoneProps & { readonly request: JoinRequest }) {
  const text = useText();
  const times = useTimes();
  const { id, organizationId, person, role, specialization, employeeId, studentNumber, askedAt } = request;
  const { name, email } = person;
  const shared = { about: name, changes: ORGANIZATIONS } as const;
  return (
    <Section title={name} hint={`${email} · ${text(`joining.role.${role}`)}`}>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {[specialization, employeeId, studentNumber, askedAt && times.moment(askedAt)].filter(Boolean).join(' · ')}
      </Text>
      <Group>
        <DialogButton
          {...shared}
          label={text('joining.accept')}
          variant="filled"
          title={text('joining.accept.title', { name })}
          submit={text('joining.accept')}
          action={(given) => {
            const number = textOrNull(given, 'number');
            const found = role === 'student' ? { studentNumber: number } : { employeeId: number };
            return lyceum.organizationJoinRequests.accept(organizationId, id, found);
          }}
          onDone={() => onDone(text('joining.accepted', { name }))}
          says={text('joining.accept.text', { role: text(`joining.role.${role}`) })}
        >
          <TextInput
            name="number"
            label={text(role === 'student' ? 'joining.studentNumber' : 'joining.employeeId')}
            defaultValue={studentNumber ?? employeeId ?? ''}
            maxLength={50}
            data-autofocus
          />
        </DialogButton>
        <DialogButton
          {...shared}
          label={text('joining.decline')}
          title={text('joining.decline.title', { name })}
          submit={text('joining.decline')}
          isFinal
          action={(given) =>
            lyceum.organizationJoinRequests.decline(organizationId, id, { reason: textOrNull(given, 'reason') })
          }
          onDone={() => onDone(text('joining.declined', { name }))}
        >
          <TextInput
            name="reason"
            label={text('joining.reason')}
            description={text('joining.reason.hint')}
            maxLength={500}
            data-autofocus
          />
        </DialogButton>
      </Group>
    </Section>
  );
}

function Codes({ organization: { id }, onDone }: DoneProps & Props) {
  const text = useText();
  const codes = useQuery({
    queryKey: [...ORGANIZATIONS, 'join-codes', id],
    // There are few, which come at once.
    queryFn: async ({ signal }) => {
      const { data } = await lyceum.organizationJoinCodes.list(id, { signal });
      return { data, meta: { hasMore: false } };
    },
  });
  return (
    <Section title={text('joining.codes')} hint={text('joining.codes.hint')}>
      <Group>
        <DialogButton
          label={text('joining.codes.new')}
          title={text('joining.codes.new')}
          submit={text('joining.codes.new')}
          action={(given) =>
            lyceum.organizationJoinCodes.create(id, {
              role: ROLES.find((role) => role === given.get('role')) ?? 'student',
              admitsAtOnce: given.get('admitsAtOnce') !== null,
              maxUses: Number(textIn(given, 'maxUses')) || null,
            })
          }
          changes={ORGANIZATIONS}
          onDone={({ code }) => onDone(text('joining.codes.made', { code }))}
        >
          <NativeSelect
            name="role"
            label={text('joining.codes.role')}
            data={ROLES.map((value) => ({ value, label: text(`joining.role.${value}`) }))}
          />
          <TextInput name="maxUses" type="number" min={1} max={10_000} label={text('joining.codes.most')} />
          <Checkbox name="admitsAtOnce" label={text('joining.codes.atOnce')} />
        </DialogButton>
      </Group>
      <WholeList query={codes} empty={text('joining.codes.none')} cut="">
        {(made) => made.map((code) => <Code key={code.id} code={code} onDone={onDone} />)}
      </WholeList>
    </Section>
  );
}

function Code({
  code: { id, organizationId, code, role, admitsAtOnce, uses },
  onDone,
}: DoneProps & { readonly code: JoinCode }) {
  const text = useText();
  const address = `${location.origin}/app/sign-up?join=${code}`;
  return (
    <Section
      title={code}
      hint={`${text(`joining.role.${role}`)} · ${text(admitsAtOnce ? 'joining.codes.isAtOnce' : 'joining.codes.isAsked')} · ${text('joining.codes.uses', { count: uses })}`}
    >
      <Group>
        <CopyButton label={text('joining.codes.copy')} value={address} />
        <DialogButton
          label={text('joining.codes.delete')}
          about={code}
          title={text('joining.codes.delete.title', { code })}
          submit={text('joining.codes.delete')}
          isFinal
          action={() => lyceum.organizationJoinCodes.delete(organizationId, id)}
          changes={ORGANIZATIONS}
          onDone={() => onDone(text('joining.codes.deleted', { code }))}
          says={text('joining.codes.delete.text')}
        />
      </Group>
    </Section>
  );
}
