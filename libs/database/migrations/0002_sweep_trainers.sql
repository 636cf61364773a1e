-- A sweep may search over several trainers: `trainer` becomes the list `trainers`, in the same place.
update rookery.sweeps
   set spec = (
         select json_object_agg(
                  case key when 'trainer' then 'trainers' else key end,
                  case key when 'trainer' then json_build_array(value) else value end
                  order by position)
           from json_each(spec) with ordinality as field (key, value, position))
 where spec -> 'trainers' is null;
