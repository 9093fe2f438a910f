import 'reflect-metadata'
import { anyConsole } from './built.ts'

await anyConsole()
