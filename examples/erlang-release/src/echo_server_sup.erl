-module(echo_server_sup).
-behaviour(supervisor).
-export([start_link/2, init/1]).

start_link(Address, Port) ->
    supervisor:start_link({local, ?MODULE}, ?MODULE, {Address, Port}).

init({Address, Port}) ->
    Listener = #{id => listener, start => {echo_server_listener, start_link, [Address, Port]}},
    {ok, {#{strategy => one_for_one, intensity => 5, period => 10}, [Listener]}}.
