import type { CourseAssignment, CourseOffering } from '@lyceum/sdk';
import { Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../../lyceum.ts';
import { DialogButton } from '../../shell/dialog-button.tsx';
import { Checkbox } from '../../shell/fields/checkbox.tsx';
import { SearchSelect } from '../../shell/fields/search-select.tsx';
import { TextInput } from '../../shell/fields/text-input.tsx';
import { textIn, textOrNull } from '../../shell/form-values.ts';
import { Section } from '../../shell/section.tsx';
import { useDone } from '../../shell/use-done.tsx';
import { WholeList } from '../../shell/whole-list.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { profilesOf } from '../choices.ts';
import { COURSES } from '../course-queries.ts';

const MOST = 100;

interface Props {
  readonly offering: CourseOffering;
  readonly manages: boolean;
}

/** Who teaches an offering when, and who stands in. */
export function Assignments({ offering, manages }: Props) {
  const text = useText();
  const done = useDone();
  const { id, organizationId, startDate } = offering;
  const assignments = useQuery({
    queryKey: [...COURSES, 'assignments', id],
    queryFn: ({ signal }) => lyceum.courseAssignments.list(id, { limit: MOST }, { signal }),
  });
  return (
    <Section title={text('assignments.title')} hint={text('assignments.hint')}>
      {done.message}
      {manages && offering.isActive && (
        <Group>
          <DialogButton
            label={text('assignments.new')}
            title={text('assignments.new.title')}
            submit={text('assignments.new.submit')}
            action={(given) =>
              lyceum.courseAssignments.add(id, {
                facilitatorId: textIn(given, 'facilitatorId'),
                isSubstitute: given.has('isSubstitute'),
                startDate: textIn(given, 'startDate'),
                endDate: textOrNull(given, 'endDate'),
              })
            }
            changes={COURSES}
            onDone={({ facilitator }) => done.say(text('structure.made', { name: facilitator.user.name }))}
          >
            <SearchSelect
              name="facilitatorId"
              label={text('courses.facilitator')}
              choices={profilesOf(organizationId, 'facilitators')}
              isRequired
            />
            <TextInput
              type="date"
              name="startDate"
              label={text('courses.startDate')}
              defaultValue={startDate}
              required
              withAsterisk={false}
            />
            <TextInput
              type="date"
              name="endDate"
              label={text('courses.endDate')}
              description={text('assignments.endDate.hint')}
            />
            <Checkbox name="isSubstitute" label={text('assignments.isSubstitute')} />
          </DialogButton>
        </Group>
      )}
      <WholeList query={assignments} empty={text('assignments.none')} cut={text('courses.cut')}>
        {(items) => (
          <Table verticalSpacing="sm">
            <Table.Tbody>
              {items.map((assignment) => (
                <Row
                  key={assignment.id}
                  assignment={assignment}
                  offering={offering}
                  manages={manages}
                  onDone={done.say}
                />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </WholeList>
    </Section>
  );
}

interface RowProps extends Props {
  readonly assignment: CourseAssignment;
  readonly onDone: (said: string) => void;
}

function Row({ assignment, offering, manages, onDone }: RowProps) {
  const text = useText();
  const times = useTimes();
  const { id, facilitator, isSubstitute, startDate, endDate } = assignment;
  const { name } = facilitator.user;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} style={{ overflowWrap: 'anywhere' }}>
        {name}
        <Text size="sm" c="dimmed">
          {times.days({ from: startDate ?? offering.startDate, to: endDate ?? offering.endDate })}
        </Text>
        {isSubstitute && <Text size="sm">{text('assignments.substitute')}</Text>}
      </Table.Th>
      {manages && (
        <Table.Td ta="right">
          <DialogButton
            label={text('members.remove')}
            about={name}
            title={name}
            submit={text('assignments.remove.submit')}
            isFinal
            action={() => lyceum.courseAssignments.remove(offering.id, id)}
            changes={COURSES}
            onDone={() => onDone(text('assignments.removed', { name }))}
            says={text('assignments.remove.text')}
          />
        </Table.Td>
      )}
    </Table.Tr>
  );
}
