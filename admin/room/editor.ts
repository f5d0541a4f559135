import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import type * as Y from 'yjs';
import { cursorAt, type Cursors } from './cursors.ts';
import { highlighting } from './languages.ts';
import { remoteCursors } from './remote-cursors.ts';

/** By variables of the page, which light and dark set. */
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--code-number)' },
  { tag: [tags.comment, tags.meta], color: 'var(--code-comment)' },
  { tag: [tags.typeName, tags.className, tags.namespace], color: 'var(--code-type)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--code-function)' },
]);

export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly text: Y.Text;
  readonly cursors: Cursors;
  readonly undo: Y.UndoManager;
  readonly nonce: string;
  readonly phrases: Readonly<Record<string, string>>;
  readonly onCursor: (state: object) => void;
}

export interface Look {
  readonly language: string | null;
  readonly isReadOnly: boolean;
  readonly isDark: boolean;
  readonly label: string;
  readonly hint: string;
}

export interface Layout {
  /** Of a step of indentation, in spaces. */
  readonly tabSize: number;
  readonly wordWrap: boolean;
}

/** The editor of one file. */
export class Editor {
  private readonly view: EditorView;
  private readonly look = new Compartment();
  private readonly layout = new Compartment();
  private readonly language = new Compartment();
  private shownLanguage: string | null = null;

  constructor(private readonly options: EditorOptions) {
    const { parent, text, cursors, undo, nonce, phrases, onCursor } = options;
    const say = () => {
      const { main } = this.view.state.selection;
      onCursor({ cursor: this.view.hasFocus ? cursorAt(text, main.anchor, main.head) : null });
    };
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text.toJSON(),
        extensions: [
          EditorView.cspNonce.of(nonce),
          EditorState.phrases.of(phrases),
          lineNumbers(),
          highlightActiveLineGutter(),
          highlightSpecialChars(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          highlightSelectionMatches(),
          syntaxHighlighting(colours),
          // Escape, then Tab leaves: CodeMirror lets Tab through once after it.
          keymap.of([...closeBracketsKeymap, ...yUndoManagerKeymap, ...searchKeymap, ...defaultKeymap, indentWithTab]),
          this.look.of([]),
          this.layout.of([]),
          this.language.of([]),
          yCollab(text, null, { undoManager: undo }),
          remoteCursors(text, cursors),
          EditorView.updateListener.of(({ docChanged, selectionSet, focusChanged }) => {
            if (docChanged || selectionSet || focusChanged) say();
          }),
        ],
      }),
    });
  }

  show({ language, isReadOnly, isDark, label, hint }: Look): void {
    this.view.dispatch({
      effects: this.look.reconfigure([
        EditorState.readOnly.of(isReadOnly),
        EditorView.darkTheme.of(isDark),
        EditorView.contentAttributes.of({
          // What scrolls has something in it that has the focus, as every program can see.
          tabindex: '0',
          'aria-label': label,
          'aria-describedby': hint,
          'aria-readonly': String(isReadOnly),
        }),
      ]),
    });
    if (language === this.shownLanguage) return;
    this.shownLanguage = language;
    void highlighting(language).then((extension) => {
      if (this.shownLanguage === language) this.view.dispatch({ effects: this.language.reconfigure(extension) });
    });
  }

  lay({ tabSize, wordWrap }: Layout): void {
    this.view.dispatch({
      effects: this.layout.reconfigure([
        EditorState.tabSize.of(tabSize),
        indentUnit.of(' '.repeat(tabSize)),
        wordWrap ? EditorView.lineWrapping : [],
      ]),
    });
  }

  /** The size of its letters has changed. */
  measure(): void {
    this.view.requestMeasure();
  }

  scrollTo(position: number): void {
    const at = Math.min(position, this.view.state.doc.length);
    this.view.dispatch({ effects: EditorView.scrollIntoView(at, { y: 'center' }) });
  }

  destroy(): void {
    this.options.onCursor({ cursor: null });
    this.view.destroy();
  }
}
