local phase = nil
if obj.status ~= nil then
  phase = obj.status.phase
end
local isEnded = phase == "Succeeded" or phase == "Failed" or phase == "Cancelled"
local isSuspended = obj.spec.suspend == true
local isCancelled = obj.spec.cancel == true

return {
  ["rerun"] = {
    ["disabled"] = not isEnded or isSuspended,
    ["iconClass"] = "fa fa-fw fa-redo",
    ["displayName"] = "Run again"
  },
  ["cancel"] = {
    ["disabled"] = isEnded or isCancelled,
    ["iconClass"] = "fa fa-fw fa-stop-circle",
    ["displayName"] = "Cancel, comparing what was measured"
  },
  ["suspend"] = {
    ["disabled"] = isEnded or isSuspended or isCancelled,
    ["iconClass"] = "fa fa-fw fa-pause-circle",
    ["displayName"] = "Suspend; the runs under way are measured to their end"
  },
  ["resume"] = {
    ["disabled"] = not isSuspended,
    ["iconClass"] = "fa fa-fw fa-play-circle",
    ["displayName"] = "Resume"
  }
}
