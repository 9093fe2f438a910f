import { type Command, Option } from 'commander'
import { say } from './streams.ts'

const shells = ['bash', 'zsh', 'fish'] as const

/** Adds the commands that print completion scripts. `whole` gives the program with all of its commands loaded. */
export function addCompletionCommands(completion: Command, whole: () => Promise<Command>): void {
  completion.addHelpText(
    'after',
    `
bash   source <(clustergate completion bash)       in ~/.bashrc
zsh    source <(clustergate completion zsh)        in ~/.zshrc, after compinit
fish   clustergate completion fish | source        in ~/.config/fish/config.fish`,
  )
  for (const shell of shells) {
    completion
      .command(shell)
      .description(`for ${shell}`)
      .action(async () => say(scripts[shell](placesOf(await whole()))))
  }
  completion
    .command('values', { hidden: true })
    .argument('<words...>')
    .action(async (words: string[]) => {
      const { offeredValues } = await import('./completion-values.ts')
      for (const value of await offeredValues(await whole(), words)) say(value)
      // Ends requests that are still under way: the shell waits for this process.
      process.exit()
    })
}

interface Word {
  readonly word: string
  readonly description: string
}

/** The commands and options that can follow a command such as `user groups`. Values are completed at run time. */
interface Place {
  readonly path: string
  /** The options that take a value. */
  readonly valued: readonly Word[]
  readonly commands: readonly Word[]
  readonly options: readonly Word[]
}

/** One place for each command of the tree, the program itself first. */
function placesOf(program: Command): readonly Place[] {
  const globals = optionsOf(program)
  const visit = (command: Command, path: string): readonly Place[] => {
    const visible = command.commands.filter((child) => child.name() !== 'values')
    const commands = visible.map((child) => ({ word: child.name(), description: child.description() }))
    const options = command === program ? globals : [...optionsOf(command), ...globals]
    const below = visible.flatMap((child) =>
      [child.name(), ...child.aliases()].flatMap((name) => visit(child, path === '' ? name : `${path} ${name}`)),
    )
    const valued = valuedOptionsOf(command === program ? [program] : [command, program])
    return [{ path, commands, options, valued }, ...below]
  }
  return visit(program, '')
}

const help = new Option('--help', 'show help')

const optionsOf = (command: Command): readonly Word[] =>
  [...command.options, ...(command.parent ? [] : [help])].flatMap(({ long, description }) =>
    long ? [{ word: long, description }] : [],
  )

const valuedOptionsOf = (commands: readonly Command[]): readonly Word[] =>
  commands
    .flatMap(({ options }) => options)
    .flatMap(({ long, required, description }) => (long && required ? [{ word: long, description }] : []))

const wordsOf = (words: readonly Word[]): string => words.map(({ word }) => word).join(' ')

/** A shell pattern of all commands, which tells a command from an argument. */
const patternOf = (places: readonly Place[]): string =>
  places.flatMap(({ path }) => (path === '' ? [] : [`'${path}'`])).join('|')

const scripts: Readonly<Record<(typeof shells)[number], (places: readonly Place[]) => string>> = {
  bash: (places) => `_clustergate() {
  local at='' next='' word value commands='' options='' valued=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    next="\${at:+$at }$word"
    case "$next" in ${patternOf(places)}) at="$next" ;; esac
  done
  case "$at" in
${places.map(({ path, commands, options, valued }) => `    '${path}') commands='${wordsOf(commands)}' options='${wordsOf(options)}' valued='${wordsOf(valued)}' ;;`).join('\n')}
  esac
  local current="\${COMP_WORDS[COMP_CWORD]}"
  if [[ "$current" == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  elif [[ -n "$commands" && " $valued " != *" \${COMP_WORDS[COMP_CWORD-1]} "* ]]; then
    COMPREPLY=($(compgen -W "$commands" -- "$current"))
  else
    COMPREPLY=()
    while IFS= read -r value; do
      [[ "$value" == "$current"* ]] && COMPREPLY+=("$(printf %q "$value")")
    done < <("\${COMP_WORDS[0]}" completion values -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  fi
}
complete -F _clustergate clustergate`,

  zsh: (places) => `#compdef clustergate
_clustergate() {
  local at='' next='' word
  local -a commands options valued values
  for word in "\${(@)words[2,CURRENT-1]}"; do
    next="\${at:+$at }$word"
    case "$next" in (${patternOf(places)}) at="$next" ;; esac
  done
  case "$at" in
${places.map(({ path, commands, options, valued }) => `    ('${path}') commands=(${zshWords(commands)}) options=(${zshWords(options)}) valued=(${wordsOf(valued)}) ;;`).join('\n')}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then
    _describe -o option options
  elif (( \${#commands} && ! \${valued[(Ie)\${words[CURRENT-1]}]} )); then
    _describe command commands
  else
    values=("\${(@f)$(\${words[1]} completion values -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
    compadd -- "\${(@)values:#}"
  fi
}
compdef _clustergate clustergate`,

  fish: (places) => `function __clustergate_at
  set -l at ''
  for word in (commandline -opc)[2..-1]
    set -l next (string trim -- "$at $word")
    contains -- $next ${places.flatMap(({ path }) => (path === '' ? [] : [`'${path}'`])).join(' ')}; and set at $next
  end
  test "$at" = "$argv[1]"
end
function __clustergate_values
  clustergate completion values -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null
end
complete -c clustergate -f -a '(__clustergate_values)'
${places.flatMap(fishLines).join('\n')}`,
}

/** Words for zsh, each separated from its description by a colon. */
const zshWords = (words: readonly Word[]): string =>
  words.map(({ word, description }) => quote(`${word.replaceAll(':', '\\:')}:${description}`)).join(' ')

const fishLines = ({ path, commands, options }: Place): readonly string[] => [
  ...commands.map(
    ({ word, description }) =>
      `complete -c clustergate -n "__clustergate_at '${path}'" -a ${word} -d ${fishQuote(description)}`,
  ),
  ...options.map(
    ({ word, description }) =>
      `complete -c clustergate -n "__clustergate_at '${path}'" -l ${word.slice(2)} -d ${fishQuote(description)}`,
  ),
]

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

const fishQuote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
