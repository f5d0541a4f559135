import type { CourseEnrolment, CourseOffering, EnrolmentStatus } from '@lyceum/sdk';
import { Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../../lyceum.ts';
import { DialogButton } from '../../shell/dialog-button.tsx';
import { SearchSelect } from '../../shell/fields/search-select.tsx';
import { TextInput } from '../../shell/fields/text-input.tsx';
import { textIn, textOrNull } from '../../shell/form-values.ts';
import { Section } from '../../shell/section.tsx';
import { StateBadge, type Tone } from '../../shell/state-badge.tsx';
import { useDone } from '../../shell/use-done.tsx';
import { WholeList } from '../../shell/whole-list.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { otherOfferings, profilesOf } from '../choices.ts';
import { COURSES } from '../course-queries.ts';

/** As many as an offering with a limit can have. */
const MOST = 100;

const TONES: Readonly<Record<EnrolmentStatus, Tone>> = { active: 'good', completed: 'off', withdrawn: 'bad' };

interface Props {
  readonly offering: CourseOffering;
  readonly manages: boolean;
}

/** Who learns in an offering. */
export function Enrolments({ offering, manages }: Props) {
  const text = useText();
  const done = useDone();
  const { id, organizationId } = offering;
  const enrolments = useQuery({
    queryKey: [...COURSES, 'enrolments', id],
    queryFn: ({ signal }) => lyceum.courseEnrolments.list(id, { limit: MOST }, { signal }),
  });
  return (
    <Section title={text('enrolments.title')}>
      {done.message}
      {manages && offering.isActive && (
        <Group>
          <DialogButton
            label={text('enrolments.new')}
            title={text('enrolments.new.title')}
            submit={text('enrolments.new.submit')}
            action={(given) => {
              const startDate = textOrNull(given, 'startDate');
              const studentId = textIn(given, 'studentId');
              return lyceum.courseEnrolments.add(id, { studentId, ...(startDate !== null && { startDate }) });
            }}
            changes={COURSES}
            onDone={({ student }) => done.say(text('structure.made', { name: student.user.name }))}
          >
            <SearchSelect
              name="studentId"
              label={text('enrolments.student')}
              choices={profilesOf(organizationId, 'students')}
              isRequired
            />
            <TextInput
              type="date"
              name="startDate"
              label={text('courses.startDate')}
              description={text('enrolments.startDate.hint')}
            />
          </DialogButton>
        </Group>
      )}
      <WholeList query={enrolments} empty={text('enrolments.none')} cut={text('courses.cut')}>
        {(items) => (
          <Table verticalSpacing="sm">
            <Table.Tbody>
              {items.map((enrolment) => (
                <Row key={enrolment.id} enrolment={enrolment} offering={offering} manages={manages} onDone={done.say} />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </WholeList>
    </Section>
  );
}

interface RowProps extends Props {
  readonly enrolment: CourseEnrolment;
  readonly onDone: (said: string) => void;
}

function Row({ enrolment, offering, manages, onDone }: RowProps) {
  const text = useText();
  const times = useTimes();
  const { student, status, startDate, endDate, isLate } = enrolment;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} style={{ overflowWrap: 'anywhere' }}>
        {student.user.name}
        <Text size="sm" c="dimmed">
          {[student.studentNumber, student.user.email].filter((one) => one !== null).join(' · ')}
        </Text>
        <Text size="sm" c="dimmed">
          {times.days({ from: startDate, to: endDate ?? offering.endDate })}
        </Text>
        {isLate && <Text size="sm">{text('enrolments.isLate')}</Text>}
      </Table.Th>
      <Table.Td>
        <StateBadge tone={TONES[status]}>{text(`enrolments.status.${status}`)}</StateBadge>
        {manages && (
          <Group gap="xs" mt="xs">
            {status === 'active' ? (
              <>
                <StatusButton enrolment={enrolment} offering={offering} status="completed" onDone={onDone} />
                <StatusButton enrolment={enrolment} offering={offering} status="withdrawn" onDone={onDone} />
                <TransferButton enrolment={enrolment} offering={offering} onDone={onDone} />
              </>
            ) : (
              <StatusButton enrolment={enrolment} offering={offering} status="active" onDone={onDone} />
            )}
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

type ActionProps = Omit<RowProps, 'manages'>;

function StatusButton({ enrolment, offering, status, onDone }: ActionProps & { readonly status: EnrolmentStatus }) {
  const text = useText();
  const { id, student, version } = enrolment;
  const { name } = student.user;
  return (
    <DialogButton
      label={text(`enrolments.make.${status}`)}
      about={name}
      title={name}
      submit={text(`enrolments.make.${status}`)}
      action={() => lyceum.courseEnrolments.update(offering.id, id, { status }, { ifMatch: version })}
      changes={COURSES}
      onDone={() => onDone(text('structure.changed', { name }))}
      says={text(`enrolments.means.${status}`)}
    />
  );
}

function TransferButton({ enrolment, offering, onDone }: ActionProps) {
  const text = useText();
  const { id, student } = enrolment;
  const { name } = student.user;
  return (
    <DialogButton
      label={text('enrolments.transfer')}
      about={name}
      title={name}
      submit={text('enrolments.transfer.submit')}
      action={(given) => lyceum.courseEnrolments.transfer(offering.id, id, { offeringId: textIn(given, 'offeringId') })}
      changes={COURSES}
      onDone={() => onDone(text('enrolments.transferred', { name }))}
      says={text('enrolments.transfer.text')}
    >
      <SearchSelect
        name="offeringId"
        label={text('enrolments.transfer.to')}
        description={text('choices.offerings')}
        choices={otherOfferings(offering)}
        isRequired
      />
    </DialogButton>
  );
}
