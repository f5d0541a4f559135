import { Code, createTheme, type CSSVariablesResolver, Modal, NavLink } from '@mantine/core';

export const theme = createTheme({
  // The lighter shades that are the default have too little contrast (WCAG 2.2, 1.4.3).
  primaryShade: 8,
  autoContrast: true,
  respectReducedMotion: true,
  fontFamily: 'system-ui, sans-serif',
  defaultRadius: 'md',
  cursorType: 'pointer',
  components: {
    // What scrolls is out of reach of the keyboard: code is broken instead.
    Code: Code.extend({
      styles: (_theme, { block }) => ({
        root: { overflow: 'visible', overflowWrap: 'anywhere', whiteSpace: block ? 'pre-wrap' : undefined },
      }),
    }),
    // A page has one banner, and this is none.
    Modal: Modal.extend({ defaultProps: { attributes: { header: { role: 'presentation' } } } }),
    // The darker background that is the default under a pointer has too little contrast with the link to the present page.
    NavLink: NavLink.extend({
      vars: () => ({ root: { '--nl-hover': 'var(--mantine-primary-color-light)' }, children: {} }),
    }),
  },
});

/** The same for what is written in grey, red and as a link. */
export const colorVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': colors.gray[7],
    '--mantine-color-placeholder': colors.gray[7],
    '--mantine-color-error': colors.red[9],
    '--mantine-color-anchor': colors.blue[9],
  },
  dark: {
    '--mantine-color-dimmed': colors.dark[1],
    '--mantine-color-placeholder': colors.dark[1],
    '--mantine-color-error': colors.red[4],
    '--mantine-color-anchor': colors.blue[3],
  },
});
