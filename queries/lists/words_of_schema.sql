/* What the tables, views and columns mean

   :name = NULL -- one table or view; all where NULL
*/
SELECT d.name, d.col AS column, d.text AS meaning
FROM doc AS d
WHERE nullif(:name, '') IS NULL OR d.name = :name
ORDER BY d.name, d.col
