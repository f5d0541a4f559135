import type { LogBoard } from '@lyceum/sdk';
import { Stack, Text } from '@mantine/core';
import { useFormats } from '../../administration/use-formats.ts';
import { TextLink } from '../../shell/links.tsx';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../texts/use-text.ts';
import { titleOf } from '../course-queries.ts';
import { LogFiguresTable } from './log-figures.tsx';
import { usePercent } from './use-percent.ts';

/** As many of a list as a board has; the file has all. */
const MOST = 100;

interface Props {
  readonly board: LogBoard;
}

/** What came of what was due: in all, from week to week, and of each facilitator and module. */
export function BoardCharts({ board: { total, weeks, facilitators, modules, unassigned, timeZone } }: Props) {
  const text = useText();
  const formats = useFormats();
  const percent = usePercent();
  const { submitted, late, missing, due, waived } = total;
  if (submitted + late + missing + due + waived === 0)
    return (
      <>
        <Text role="status">{text('board.empty')}</Text>
        <Unassigned offerings={unassigned} />
      </>
    );
  const by = (name: string) => text('board.came', { what: name });
  return (
    <>
      <Text role="status" size="lg">
        {submitted + late + missing === 0
          ? text('board.nothingYet', { due, waived })
          : text('board.total', { percent: percent(total), missing, late, due })}
      </Text>
      <Section title={text('board.byWeek')} hint={text('board.zone', { zone: timeZone })}>
        <LogFiguresTable
          title={by(text('board.byWeek'))}
          groups={weeks.map(({ week, ...figures }) => ({
            ...{ key: week, figures },
            label: formats.day(new Date(`${week}T12:00:00`)),
          }))}
        />
      </Section>
      <Section title={text('board.byFacilitator')}>
        <LogFiguresTable
          title={by(text('board.byFacilitator'))}
          groups={facilitators.map(({ facilitator, ...figures }) => ({
            key: facilitator?.id ?? '',
            figures,
            label: facilitator ? (
              <TextLink
                from="/courses/board"
                to="."
                search={(present) => ({
                  ...present,
                  facilitator: facilitator.id,
                })}
              >
                {facilitator.user.name}
              </TextLink>
            ) : (
              text('board.nobody')
            ),
          }))}
        />
        {facilitators.length === MOST && <Text size="sm">{text('reports.cut', { count: MOST })}</Text>}
      </Section>
      <Section title={text('board.byModule')}>
        <LogFiguresTable
          title={by(text('board.byModule'))}
          groups={modules.map(({ module, ...figures }) => ({
            ...{ key: module.id, figures },
            label: `${module.code} ${module.name}`,
          }))}
        />
        {modules.length === MOST && <Text size="sm">{text('reports.cut', { count: MOST })}</Text>}
      </Section>
      <Unassigned offerings={unassigned} />
    </>
  );
}

function Unassigned({ offerings }: { readonly offerings: LogBoard['unassigned'] }) {
  const text = useText();
  if (offerings.length === 0) return null;
  return (
    <Section title={text('board.unassigned')} hint={text('board.unassigned.hint')}>
      <Stack gap={4} component="ul" m={0} pl="md" style={{ overflowWrap: 'anywhere' }}>
        {offerings.map((offering) => (
          <li key={offering.id}>
            <TextLink to="/courses/$offeringId" params={{ offeringId: offering.id }}>
              {titleOf(offering)}
            </TextLink>
          </li>
        ))}
      </Stack>
    </Section>
  );
}
