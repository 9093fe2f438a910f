import { type Command, Option } from 'commander'
import { say } from './streams.ts'

const shells = ['bash', 'zsh', 'fish'] as const

/** `whole` answers with the program, all of its commands loaded. */
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
}

interface Word {
  readonly word: string
  readonly description: string
}

/** What can stand after some words: `user groups`, say. */
interface Place {
  readonly path: string
  readonly commands: readonly Word[]
  readonly options: readonly Word[]
}

/** Every command of the tree, the program itself first. */
function placesOf(program: Command): readonly Place[] {
  const globals = optionsOf(program)
  const visit = (command: Command, path: string): readonly Place[] => {
    const commands = command.commands.map((child) => ({ word: child.name(), description: child.description() }))
    const options = command === program ? globals : [...optionsOf(command), ...globals]
    const below = command.commands.flatMap((child) =>
      visit(child, path === '' ? child.name() : `${path} ${child.name()}`),
    )
    return [{ path, commands, options }, ...below]
  }
  return visit(program, '')
}

const help = new Option('--help', 'show help')

const optionsOf = (command: Command): readonly Word[] =>
  [...command.options, ...(command.parent ? [] : [help])].flatMap(({ long, description }) =>
    long ? [{ word: long, description }] : [],
  )

const wordsOf = (words: readonly Word[]): string => words.map(({ word }) => word).join(' ')

/** Patterns of all places, for telling a command from an argument that lies between. */
const patternOf = (places: readonly Place[]): string =>
  places.flatMap(({ path }) => (path === '' ? [] : [`'${path}'`])).join('|')

const scripts: Readonly<Record<(typeof shells)[number], (places: readonly Place[]) => string>> = {
  bash: (places) => `_clustergate() {
  local at='' next='' word commands='' options=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    next="\${at:+$at }$word"
    case "$next" in ${patternOf(places)}) at="$next" ;; esac
  done
  case "$at" in
${places.map(({ path, commands, options }) => `    '${path}') commands='${wordsOf(commands)}' options='${wordsOf(options)}' ;;`).join('\n')}
  esac
  local current="\${COMP_WORDS[COMP_CWORD]}"
  if [[ "$current" == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$commands" -- "$current"))
  fi
}
complete -F _clustergate clustergate`,

  zsh: (places) => `#compdef clustergate
_clustergate() {
  local at='' next='' word
  local -a commands options
  for word in "\${(@)words[2,CURRENT-1]}"; do
    next="\${at:+$at }$word"
    case "$next" in (${patternOf(places)}) at="$next" ;; esac
  done
  case "$at" in
${places.map(({ path, commands, options }) => `    ('${path}') commands=(${zshWords(commands)}) options=(${zshWords(options)}) ;;`).join('\n')}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then
    _describe -o option options
  else
    _describe command commands
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
complete -c clustergate -f
${places.flatMap(fishLines).join('\n')}`,
}

/** The colon parts a word from its description. */
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
