export const maxTablesDefault = 500
export const maxColumnsPerTableDefault = 250
export const maxColumnsPerTableMax = 1000
